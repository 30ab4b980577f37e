using System.Net;

namespace Pow.Templates.ProductionTests;

/// <summary>The database is busy, away or full. The app says so, does nothing by halves, and goes on by itself.</summary>
public sealed class OutageTests(Publication publication)
{
    [Fact]
    public async Task While_another_process_keeps_the_database_locked()
    {
        using var mails = new MailServer();
        await using var app = await publication.StartAsync(mails);
        var (account, newcomer) = (Account.New(), Account.New());
        using var ada = await RegisteredAsync(app, account);
        using var bob = app.NewClient();

        using (app.Database.Lock())
        {
            await Task.WhenAll(
                AssertBusyAsync(ada.ChangePasswordAsync(account.Password, "a new and better one")),
                AssertBusyAsync(ada.AskToResetPasswordAsync(account.Email)),
                AssertBusyAsync(bob.RegisterAsync(newcomer)));
            Assert.True(await ada.IsSignedInAsync());
        }

        Assert.False(await bob.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await bob.SignInAsync(newcomer)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await bob.RegisterAsync(newcomer)).Status);
        await AssertWorksAsync(app, account);
        Assert.Equal(0, app.Database.OutboxCount);
        Assert.Empty(mails.Mails);
    }

    /// <summary>As a volume that is gone for a while. What was written last still lies in the log beside the file.</summary>
    [Fact]
    public async Task While_the_file_of_the_database_is_away()
    {
        using var mails = new MailServer();
        await using var app = await publication.StartAsync(mails);
        var account = Account.New();
        using var ada = await RegisteredAsync(app, account);

        using (app.Database.Away())
        {
            await Eventually.HoldsAsync(async () => (await ManyAsync(app)).Contains(HttpStatusCode.ServiceUnavailable), "Nobody missed the database.");
        }

        await AssertWorksAsync(app, account);
        await app.KillAsync();
        await app.StartAsync();
        await AssertWorksAsync(app, account);
        app.Database.AssertSound();
    }

    [Fact]
    public async Task While_the_disk_is_full()
    {
        using var mails = new MailServer();
        await using var app = await publication.StartAsync(mails);
        var (account, newcomer) = (Account.New(), Account.New());
        using var ada = await RegisteredAsync(app, account);
        using var bob = app.NewClient();

        await app.LimitFilesAsync("4096");
        await AssertBusyAsync(ada.ChangePasswordAsync(account.Password, "a new and better one"));
        await AssertBusyAsync(ada.AskToResetPasswordAsync(account.Email));
        await AssertBusyAsync(bob.RegisterAsync(newcomer));
        Assert.True(await ada.IsSignedInAsync());

        await app.LimitFilesAsync("unlimited");
        await AssertWorksAsync(app, account);
        Assert.Equal(HttpStatusCode.SeeOther, (await bob.RegisterAsync(newcomer)).Status);
        Assert.Equal(0, app.Database.OutboxCount);

        await app.KillAsync();
        await app.StartAsync();
        await AssertWorksAsync(app, account);
        await AssertWorksAsync(app, newcomer);
        app.Database.AssertSound();
    }

    private static async Task<HttpStatusCode[]> ManyAsync(ProductionApp app)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var client = app.NewClient();
            return await client.SignInAsync(Account.New());
        }));
        foreach (var answer in answers.Where(answer => answer.Status is HttpStatusCode.ServiceUnavailable)) AssertBusy(answer);
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.ServiceUnavailable, answer.ToString()));
        return [.. answers.Select(answer => answer.Status)];
    }

    private static async Task<Client> RegisteredAsync(ProductionApp app, Account account)
    {
        var client = app.NewClient();
        Assert.Equal(HttpStatusCode.SeeOther, (await client.RegisterAsync(account)).Status);
        return client;
    }

    private static async Task AssertWorksAsync(ProductionApp app, Account account)
    {
        using var client = app.NewClient();
        Assert.Equal(HttpStatusCode.SeeOther, (await client.SignInAsync(account)).Status);
        Assert.True(await client.IsSignedInAsync());
        Assert.Equal("Healthy", (await client.GetAsync("/health")).Text);
    }

    private static async Task AssertBusyAsync(Task<Answer> answer) => AssertBusy(await answer);

    private static void AssertBusy(Answer answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains("Temporarily unavailable", answer.Text);
        Assert.DoesNotContain("Sqlite", answer.Text);
        Assert.DoesNotContain("   at ", answer.Text);
    }
}
