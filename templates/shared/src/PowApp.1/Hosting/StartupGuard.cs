using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Accounts;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Hosting;

/// <summary>Finds, before the first request, all that would make the app fail or be unsafe later; all of it at once.</summary>
public static class StartupGuard
{
    /// <returns>One sentence for each problem, with the key of the setting and an example.</returns>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(this WebApplication app)
    {
        var invalid = app.InvalidOptions();
        if (invalid.Count > 0) return [.. invalid, .. app.MissingSettings()];

        return [.. app.MissingSettings(), .. await app.MissingMigrationsAsync()];
    }

    private static IReadOnlyList<string> InvalidOptions(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
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

    private static IEnumerable<string> MissingSettings(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) yield break; // There, all of these have a default that works.

        if (app.Configuration["AllowedHosts"] is null or "" or "*")
            yield return "AllowedHosts must name the hosts that this site answers to, such as shop.example.com.";
        if (!Uri.TryCreate(app.Configuration["Accounts:PublicOrigin"], UriKind.Absolute, out var origin) || origin.Scheme != Uri.UriSchemeHttps)
            yield return "Accounts:PublicOrigin must be the address that links in mails start with, such as https://shop.example.com.";
        if (string.IsNullOrEmpty(app.Configuration["Mail:Smtp:Host"]))
            yield return "Mail:Smtp:Host must be the server that takes this app's mails, such as smtp.example.com.";
        if (string.IsNullOrEmpty(app.Configuration["Mail:From"]))
            yield return "Mail:From must be the sender of this app's mails, such as Shop <no-reply@shop.example.com>.";
    }

    private static async Task<IReadOnlyList<string>> MissingMigrationsAsync(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) return []; // Made up for before the first request.

        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            var pending = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.GetPendingMigrationsAsync();
            return pending.Any() ? ["The database is not up to date: run this program once with the word migrate."] : [];
        }
        catch (DbException exception)
        {
            return [$"ConnectionStrings:App does not lead to a database ({exception.Message})."];
        }
    }
}
