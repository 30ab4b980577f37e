using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Hosting;

/// <summary>Finds, before the first request, all that would make the app fail or be unsafe later; all of it at once.</summary>
public static class StartupGuard
{
    /// <returns>One sentence for each problem, with the key of the setting and an example.</returns>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(this IServiceProvider services)
    {
        var invalid = InvalidOptions(services);

        // There, every setting has a default that works, and the database is made when it is missing.
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment()) return invalid;

        var missing = MissingSettings(services.GetRequiredService<IConfiguration>());
        return invalid.Count > 0 ? [.. invalid, .. missing] : [.. missing, .. await MissingMigrationsAsync(services)];
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
        if (settings["AllowedHosts"] is null or "" or "*")
            yield return "AllowedHosts must name the hosts that this site answers to, such as shop.example.com.";
        if (settings["Accounts:PublicOrigin"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is not true)
            yield return "Accounts:PublicOrigin must be the address that links in mails start with, such as https://shop.example.com.";
        if (string.IsNullOrEmpty(settings["Mail:Smtp:Host"]))
            yield return "Mail:Smtp:Host must be the server that takes this app's mails, such as smtp.example.com.";
        if (string.IsNullOrEmpty(settings["Mail:From"]))
            yield return "Mail:From must be the sender of this app's mails, such as Shop <no-reply@shop.example.com>.";
    }

    private static async Task<IReadOnlyList<string>> MissingMigrationsAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            var pending = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.GetPendingMigrationsAsync();
            return pending.Any() ? ["The database is not up to date: run this program once with the command migrate."] : [];
        }
        catch (DbException exception)
        {
            return [$"ConnectionStrings:App does not lead to a database ({exception.Message})."];
        }
    }
}
