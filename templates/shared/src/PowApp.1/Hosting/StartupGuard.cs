using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;
using PowApp._1.Web;

namespace PowApp._1.Hosting;

/// <summary>
/// Finds everything that would make the app fail or be unsafe later, all at once and before the first request. Each problem is one sentence
/// with the key of the setting.
/// </summary>
public static class StartupGuard
{
    private const string MissingMigration =
        "The model has changed since the last migration. In the folder of the project, add one: "
        + "dotnet tool restore && dotnet ef migrations add <name>";

    /// <summary>
    /// What keeps the program from doing anything at all: in the invariant mode of .NET, which images without ICU turn on, texts are not
    /// normalized, and addresses that look alike would be different accounts.
    /// </summary>
    /// <returns>Null for nothing.</returns>
    public static string? FindMissingUnicode() =>
        new EmailAddress().NormalizeEmail("E\u0301@BU\u0308CHER.example") is "\u00E9@xn--bcher-kva.example"
        && !EmailAddress.TryParse("\uFF41@example.com", out _)
            ? null
            : "ICU, with which .NET compares texts of all languages, is missing or turned off. Without it, this app cannot tell which email "
                + "addresses are the same. Set the environment variable DOTNET_SYSTEM_GLOBALIZATION_INVARIANT to false, and InvariantGlobalization "
                + "to false in the project. On Alpine, also install ICU: apk add icu-libs icu-data-full.";

    /// <summary>What keeps the app from serving.</summary>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(this IServiceProvider services)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        string[] unusable = [.. UnusableHosts(settings), .. UnusableAddresses(settings), .. AmbiguousPaths(services, settings)];

        // There, every setting has a default that works, and the database is created when it is missing.
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment())
            return [.. unusable, .. await services.FindProblemsAsync(migrated: false)];

        return [.. MissingSettings(settings), .. unusable, .. await services.FindProblemsAsync(migrated: true)];
    }

    /// <summary>What keeps the program from doing anything: settings that are not valid, or no database to work with.</summary>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(this IServiceProvider services, bool migrated)
    {
        var invalid = InvalidOptions(services);
        return invalid.Count > 0 ? invalid : await DatabaseProblemsAsync(services, migrated);
    }

    /// <summary>What keeps the program from sending an email.</summary>
    public static IReadOnlyList<string> FindMailProblems(this IServiceProvider services)
    {
        var isDevelopment = services.GetRequiredService<IHostEnvironment>().IsDevelopment();
        return [.. isDevelopment ? [] : MissingMailSettings(services.GetRequiredService<IConfiguration>()), .. InvalidOptions(services)];
    }

    private static IReadOnlyList<string> InvalidOptions(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
        catch (AggregateException exception)
        {
            return [.. exception.InnerExceptions.OfType<OptionsValidationException>().SelectMany(inner => inner.Failures)];
        }
    }

    private static IEnumerable<string> MissingSettings(IConfiguration settings)
    {
        if (AllowedHosts.Of(settings).Any(AllowedHosts.IsEveryHost))
            yield return "AllowedHosts must name the hosts that this app answers to, such as shop.example.com.";
        if (settings["Accounts:PublicOrigin"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is not true)
            yield return "Accounts:PublicOrigin must be the https address that links in emails start with, such as https://shop.example.com.";
        foreach (var problem in MissingMailSettings(settings)) yield return problem;
    }

    private static IEnumerable<string> MissingMailSettings(IConfiguration settings)
    {
        if (string.IsNullOrEmpty(settings["Mail:Smtp:Host"]))
            yield return "Mail:Smtp:Host must be the server that sends the emails of this app, such as smtp.example.com.";
        if (string.IsNullOrEmpty(settings["Mail:From"]))
            yield return "Mail:From must be the sender of the emails of this app, such as Shop <no-reply@shop.example.com>.";
    }

    // With these, the app would start and answer nobody.
    private static IEnumerable<string> UnusableHosts(IConfiguration settings) =>
        from entry in AllowedHosts.Of(settings)
        where !AllowedHosts.IsEveryHost(entry) && !AllowedHosts.IsHost(entry)
        select $"AllowedHosts must be names of hosts, such as shop.example.com;*.example.com, and \"{entry}\" is not one.";

    // With these, the server would not start, and would not say why.
    private static IEnumerable<string> UnusableAddresses(IConfiguration settings)
    {
        if (!EntriesOf(settings[WebHostDefaults.ServerUrlsKey]).All(IsAddress))
            yield return $"{WebHostDefaults.ServerUrlsKey} must be addresses to listen on, without a path, such as http://localhost:5247.";
        foreach (var key in new[] { WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey })
            if (!EntriesOf(settings[key]).All(port => ushort.TryParse(port, CultureInfo.InvariantCulture, out _)))
                yield return $"{key} must be ports to listen on, such as 8080.";
        foreach (var endpoint in settings.GetSection("Kestrel:Endpoints").GetChildren())
            if (!IsAddress(endpoint["Url"] ?? ""))
                yield return $"{endpoint.Path}:Url must be an address to listen on, such as http://localhost:5247.";
    }

    // Below such a path, no one could tell the path of the app from that of its own page.
    private static IEnumerable<string> AmbiguousPaths(IServiceProvider services, IConfiguration settings)
    {
        if (!Uri.TryCreate(settings["Accounts:PublicOrigin"], UriKind.Absolute, out var origin) || origin.Segments is not [_, var first, ..]) yield break;

        var ownPaths = services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText?.TrimStart('/').Split('/')[0]);
        if (ownPaths.Contains(first.TrimEnd('/'), StringComparer.OrdinalIgnoreCase))
            yield return $"Accounts:PublicOrigin must not have a path that begins like one of the app's own, such as /{first.TrimEnd('/')}.";
    }

    private static string[] EntriesOf(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static bool IsAddress(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { Scheme: "http" or "https", Port: <= ushort.MaxValue, PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<string>> DatabaseProblemsAsync(IServiceProvider services, bool migrated)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            var database = scope.ServiceProvider.GetRequiredService<AppDbContext>().Database;
            if (database.HasPendingModelChanges()) return [MissingMigration];

            var pending = await database.GetPendingMigrationsAsync();
            return migrated && pending.Any() ? ["The database is not up to date. Run this program once with the command migrate."] : [];
        }
        catch (Exception exception) when (exception is DbException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return [$"ConnectionStrings:App must be a database that can be opened ({exception.Message})."];
        }
    }
}
