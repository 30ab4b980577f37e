using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using PowApp._1.Accounts;
using PowApp._1.Hosting;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>A backup knows nothing of what happened after it was made.</summary>
public sealed class RestoredBackupTests
{
    // Far more than it takes to refuse something, on any machine. An app that serves never ends.
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    [Fact, Trait("Attack", "A158")]
    public async Task It_revives_no_session_and_no_used_link()
    {
        await using var app = new TestApp();
        var alice = await app.NewUser();
        var (backup, visitor, secret) = await BackUpAndEndAsync(app, alice);

        await using var restored = new TestApp { Settings = { ["ConnectionStrings:App"] = backup } };
        Assert.Equal(0, await RunAsync(restored, "migrate", "--restored"));

        Assert.All(await CountsAsync(restored), count => Assert.Equal(0, count));
        Assert.False(await visitor.CopyTo(restored).IsSignedInAsync());
        Assert.IsDeadLink(await restored.NewVisitor().UndoEmailChangeAsync(secret));
        Assert.Succeeds(await restored.NewVisitor().SignInAsync(alice.Email!));
    }

    /// <summary>That is why there is another word for a backup.</summary>
    [Fact]
    public async Task Migrating_alone_keeps_everything()
    {
        await using var app = new TestApp();
        var (backup, visitor, secret) = await BackUpAndEndAsync(app, await app.NewUser());

        await using var restored = new TestApp { Settings = { ["ConnectionStrings:App"] = backup } };
        Assert.Equal(0, await RunAsync(restored, "migrate"));

        Assert.All(await CountsAsync(restored), count => Assert.NotEqual(0, count));
        Assert.True(await visitor.CopyTo(restored).IsSignedInAsync());
        Assert.Succeeds(await restored.NewVisitor().UndoEmailChangeAsync(secret));
    }

    [Theory]
    [InlineData("migrate", "restored")]
    [InlineData("migrate", "--restore")]
    [InlineData("migrate", "--restored", "now")]
    [InlineData("migrate", "--Restored")]
    [InlineData("--restored")]
    [InlineData("--restored=true")]
    [InlineData("--restored", "migrate")]
    [InlineData("--Cultures:0=en", "--restored")]
    public async Task Words_that_the_program_does_not_know_do_nothing(params string[] words)
    {
        await using var app = new TestApp();
        await app.SignedInAs(await app.NewUser());

        Assert.Equal(1, await RunAsync(app, words).WaitAsync(_longest, TestContext.Current.CancellationToken));

        Assert.Equal(1, await app.Db(db => db.Set<Session>().CountAsync()));
    }

    [Fact]
    public async Task In_Production_it_needs_what_migrating_needs()
    {
        await using var app = new ProductionApp { Settings = { ["AllowedHosts"] = "" } };
        await using var broken = new ProductionApp { Settings = { ["Mail:MostAttempts"] = "0" } };

        Assert.Equal(0, await RunAsync(app, "migrate", "--restored"));
        Assert.Equal(1, await RunAsync(broken, "migrate", "--restored"));
    }

    private static Task<int> RunAsync(TestApp app, params string[] words) => app.With((IHost program) => program.RunAsync(words));

    // The backup has a visitor who is signed in, a link that works, and queued emails. The visitor and the link are over by now.
    private static async Task<(string Backup, Visitor Visitor, string Secret)> BackUpAndEndAsync(TestApp app, User user)
    {
        var visitor = await app.SignedInAs(user);
        Assert.Succeeds(await visitor.ChangeEmailAsync(TestApp.NewAddress()));
        var secret = Assert.Single(await app.Mailbox.ToAsync(user.Email)).Secret;
        Assert.Succeeds(await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync(TestApp.NewAddress()));
        var (copy, backup) = (visitor.Copy(), await app.Data.BackUpAsync());

        await visitor.SignOutAsync();
        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(secret));
        return (backup, copy, secret);
    }

    private static async Task<int[]> CountsAsync(TestApp app) =>
    [
        await app.Db(db => db.Set<Session>().CountAsync()),
        await app.Db(db => db.Set<AccountToken>().CountAsync()),
        await app.Db(db => db.Set<EmailChange>().CountAsync()),
        await app.Db(db => db.Set<OutboxMail>().CountAsync()),
    ];
}
