using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Hosting;

/// <summary>
/// Finds everything that would make the app fail or be unsafe later, all at once and before the first request. Each problem is one sentence
/// with the key of the setting.
/// </summary>
public static class StartupGuard
{
    /// <summary>What keeps the app from serving.</summary>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(this IServiceProvider services)
    {
        // There, every setting has a default that works, and the database is created when it is missing.
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment()) return await services.FindProblemsAsync(migrated: false);

        var missing = MissingSettings(services.GetRequiredService<IConfiguration>());
        return [.. missing, .. await services.FindProblemsAsync(migrated: true)];
    }

    /// <summary>What keeps the program from doing anything: settings that are not valid, or no database to work with.</summary>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(this IServiceProvider services, bool migrated)
    {
        var invalid = InvalidOptions(services);
        return invalid.Count > 0 ? invalid : await DatabaseProblemsAsync(services, migrated);
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
        // For example, letters in place of a number. The message names the key.
        catch (InvalidOperationException exception) when (exception.InnerException is ArgumentException or FormatException)
        {
            return [exception.Message];
        }
    }

    private static IEnumerable<string> MissingSettings(IConfiguration settings)
    {
        if (string.IsNullOrEmpty(settings["AllowedHosts"]) || settings["AllowedHosts"]!.Split(';').Any(host => host is "*" or "0.0.0.0" or "[::]"))
            yield return "AllowedHosts must name the hosts that this app answers to, such as shop.example.com.";
        if (settings["Accounts:PublicOrigin"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is not true)
            yield return "Accounts:PublicOrigin must be the address that links in emails start with, such as https://shop.example.com.";
        if (string.IsNullOrEmpty(settings["Mail:Smtp:Host"]))
            yield return "Mail:Smtp:Host must be the server that sends the emails of this app, such as smtp.example.com.";
        if (string.IsNullOrEmpty(settings["Mail:From"]))
            yield return "Mail:From must be the sender of the emails of this app, such as Shop <no-reply@shop.example.com>.";
    }

    private static async Task<IReadOnlyList<string>> DatabaseProblemsAsync(IServiceProvider services, bool migrated)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            var pending = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.GetPendingMigrationsAsync();
            return migrated && pending.Any() ? ["The database is not up to date. Run this program once with the command migrate."] : [];
        }
        catch (Exception exception) when (exception is DbException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return [$"ConnectionStrings:App must be a database that can be opened ({exception.Message})."];
        }
    }
}
