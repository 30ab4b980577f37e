using Microsoft.AspNetCore.Connections;
using PowApp._1.Accounts;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Hosting;

/// <summary>What the program does: serve, or one of its commands.</summary>
public static class AppCommands
{
    // Other words with dashes are settings. This one is refused wherever it is not understood: the app must not serve what it should end.
    private const string Restored = "--restored";

    private const string Usage = """
        Commands of this program:
          (none)                     serve
          migrate                    update the database, then stop
          migrate --restored         the same after a backup was restored: also sign all users out and end all emailed links
          create-user <email>        create an account and print its password, then stop
          send-test-email <email>    send an email at once and print what the mail server answered, then stop
          retry-emails               have the emails that were given up sent again, then stop
          write-texts <language>     write the file with the texts that are to be translated, then stop
        """;

    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(this IHost app, string[] args) => args switch
    {
        _ when StartupGuard.FindMissingUnicode() is { } missing => Task.FromResult(app.Refuse([missing])),
        ["migrate"] => app.MigrateAsync(isRestored: false),
        ["migrate", Restored] => app.MigrateAsync(isRestored: true),
        ["create-user", var email] => app.UseDatabaseAsync(services => CreateUserAsync(services, email)),
        ["retry-emails"] => app.UseDatabaseAsync(RetryEmailsAsync),
        ["send-test-email", var email] => app.SendTestEmailAsync(email),
        ["write-texts", var language] => Task.FromResult(Report(TextsFile.Write(app.Environment().ContentRootPath, language))),
        [var command, ..] when char.IsLetter(command.FirstOrDefault()) && !command.Contains('=') => Task.FromResult(Refuse(Usage)),
        _ when args.Any(word => word.StartsWith(Restored, StringComparison.OrdinalIgnoreCase)) => Task.FromResult(Refuse(Usage)),
        _ => app.ServeAsync(),
    };

    private static async Task<int> ServeAsync(this IHost app)
    {
        if (await app.Services.FindProblemsAsync() is { Count: > 0 } problems)
            return app.Refuse(problems);

        if (app.Environment().IsDevelopment()) await app.MigrateDatabaseAsync();
        using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (IOException exception) when (exception.InnerException is AddressInUseException)
            {
                await app.StopAsync();
                return app.Refuse([$"{exception.Message} Stop the program that uses it, or choose another one: --urls http://localhost:5001"]);
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
    }

    private static async Task<int> MigrateAsync(this IHost app, bool isRestored)
    {
        if (await app.Services.FindProblemsAsync(migrated: false) is { Count: > 0 } problems) return app.Refuse(problems);

        await app.MigrateDatabaseAsync();
        Console.WriteLine("The database is up to date.");
        if (!isRestored) return 0;

        await app.EndWhatItRevivesAsync();
        Console.WriteLine("All users are signed out, and no emailed link works any longer: users must sign in and request links again.");
        return 0;
    }

    private static async Task<int> UseDatabaseAsync(this IHost app, Func<IServiceProvider, Task<int>> command)
    {
        // In Development, a command can come before the app has ever run.
        var development = app.Environment().IsDevelopment();
        if (await app.Services.FindProblemsAsync(migrated: !development) is { Count: > 0 } problems) return app.Refuse(problems);
        if (development) await app.MigrateDatabaseAsync();

        await using var scope = app.Services.CreateAsyncScope();
        return await command(scope.ServiceProvider);
    }

    private static async Task<int> CreateUserAsync(IServiceProvider services, string email)
    {
        var password = Secret.New();
        var account = await services.GetRequiredService<AccountService>().CreateAsync(new(email, password));
        if (!account.Succeeded) return Refuse(account.Errors[0].Message);

        Console.WriteLine($"{account.User.Email} can sign in with the password {password} and should change it.");
        return 0;
    }

    private static async Task<int> RetryEmailsAsync(IServiceProvider services)
    {
        var count = await services.GetRequiredService<OutboxDelivery>().RetryFailedAsync();
        Console.WriteLine($"Emails that will be sent again: {count}.");
        return 0;
    }

    private static async Task<int> SendTestEmailAsync(this IHost app, string email)
    {
        if (app.Services.FindMailProblems() is { Count: > 0 } problems) return app.Refuse(problems);

        return Report(await app.Services.SendTestEmailAsync(email));
    }

    private static int Report((bool Succeeded, string Sentence) result)
    {
        if (!result.Succeeded) return Refuse(result.Sentence);

        Console.WriteLine(result.Sentence);
        return 0;
    }

    private static IHostEnvironment Environment(this IHost app) => app.Services.GetRequiredService<IHostEnvironment>();

    private static int Refuse(this IHost app, IReadOnlyList<string> problems) =>
        Refuse($"This app cannot start in {app.Environment().EnvironmentName}:\n- {string.Join("\n- ", problems)}");

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
