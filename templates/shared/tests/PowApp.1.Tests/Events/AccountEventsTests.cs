using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PowApp._1.Accounts;
using Xunit.Sdk;

namespace PowApp._1.Tests;

/// <summary>The log tells what happens to accounts, and nothing that would open one.</summary>
public sealed class AccountEventsTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();
    private readonly Visitor _visitor = app.NewVisitor();

    [Fact, Trait("Attack", "A117")]
    public async Task Every_act_leaves_a_line()
    {
        var log = await app.Log.Of(LiveAsync);

        Assert.Equal(
            [
                "Registered", "SessionStarted", "SignedIn",
                "PasswordRefused", "Reauthenticated",
                "PasswordChanged", "SessionEnded", "SessionStarted",
                "OtherSessionsEnded",
                "SessionEnded",
                "SignInRefused", "SignInRefused",
                "SessionStarted", "SignedIn",
                "EmailChangeRequested", "LinkRefused", "LinkIssued", "LinkIssued", "EmailChangeUndone",
                "SessionStarted", "SignedIn", "AccountDeleted",
            ],
            log.Split('\n').Where(line => line.Contains(": user ")).Select(line => line.Split(' ')[1]));
    }

    [Fact, Trait("Attack", "A117")]
    public async Task A_line_says_who_and_where_from()
    {
        var alice = await app.NewUser();
        _visitor.ComesFrom("203.0.113.77");

        var log = await app.Log.Of(() => _visitor.SignInAsync(alice.Email!, "not her password"));

        Assert.Contains($"Warning SignInRefused SignInRefused: user {alice.Id}, session (null), source 203.0.113.77", log);
    }

    [Fact, Trait("Attack", "A117")]
    public async Task A_sign_in_says_how()
    {
        var alice = await app.NewUser();
        _visitor.ComesFrom("203.0.113.78");

        var log = await app.Log.Of(() => _visitor.SignInAsync(alice.Email!));

        Assert.Contains($"Information SignedIn SignedIn: user {alice.Id}, method password, source 203.0.113.78", log);
    }

    [Fact, Trait("Attack", "A115")]
    public async Task No_line_opens_anything()
    {
        var log = await app.Log.Of(LiveAsync);

        Assert.NotEmpty(log);
        Assert.DoesNotContain(_email, log);
        Assert.Empty(app.Secrets.FindIn(app.Log.Lines));
    }

    /// <summary>Every app of these tests says so when it goes.</summary>
    [Fact, Trait("Attack", "A115")]
    public async Task A_line_that_does_would_be_found()
    {
        var talkative = new TestApp();
        var alice = await talkative.NewUser();
        var visitor = await talkative.SignedInAs(alice);
        await visitor.ChangeEmailAsync(TestApp.NewAddress());
        var notice = Assert.Single(await talkative.Mailbox.ToAsync(alice.Email));
        string[] secrets = [TestApp.Password, visitor.Session!, notice.Secret, alice.PasswordHash!];

        foreach (var secret in secrets) talkative.Services.GetRequiredService<ILogger<AccountEventsTests>>().LogTrace("{Secret}", secret);

        var found = (await Assert.ThrowsAsync<FailException>(async () => await talkative.DisposeAsync())).Message;
        Assert.All(secrets, secret => Assert.Contains(secret, found));
    }

    [Fact, Trait("Attack", "A116")]
    public async Task What_a_stranger_types_makes_no_line()
    {
        var log = await app.Log.Of(async () =>
        {
            _visitor.Headers.TryAddWithoutValidation("User-Agent", "x\u001b[31m {UserId}");
            await _visitor.SignInAsync("{0} Information SessionStarted", "%s {1}");
        });

        Assert.DoesNotContain("SessionStarted", log);
    }

    /// <summary>Does everything that can be done with an account, right and wrong.</summary>
    private async Task LiveAsync()
    {
        await app.NewUser(email: _email);
        Assert.Succeeds(await _visitor.SignInAsync(_email));
        Assert.IsRefused(await _visitor.ReauthenticateAsync("not her password"));
        Assert.Succeeds(await _visitor.ReauthenticateAsync());
        Assert.Succeeds(await _visitor.ChangePasswordAsync());
        Assert.Succeeds(await _visitor.EndOtherSessionsAsync());
        Assert.Succeeds(await _visitor.SignOutAsync());
        Assert.IsRefused(await _visitor.SignInAsync(_email, "not her password"));
        Assert.IsRefused(await _visitor.SignInAsync(TestApp.NewAddress(), "not her password"));
        Assert.Succeeds(await _visitor.SignInAsync(_email, TestApp.NewPassword));
        Assert.Succeeds(await _visitor.ChangeEmailAsync(TestApp.NewAddress()));

        var owner = app.NewVisitor();
        Assert.IsDeadLink(await owner.UndoEmailChangeAsync("bogus"));
        Assert.Succeeds(await owner.UndoEmailChangeAsync((await app.Mailbox.ToAsync(_email))[^1].Secret));
        Assert.Succeeds(await owner.SignInAsync(_email, TestApp.NewPassword));
        Assert.Succeeds(await owner.DeleteAccountAsync());
    }
}
