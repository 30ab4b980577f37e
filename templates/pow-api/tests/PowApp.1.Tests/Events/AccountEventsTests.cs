using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PowApp._1.Accounts;
using Xunit.Sdk;

namespace PowApp._1.Tests;

/// <summary>The log tells what happens to accounts, and nothing that would open one.</summary>
public sealed class AccountEventsTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();
    private readonly ApiClient _client = app.NewClient();

    [Fact, Trait("Attack", "A117")]
    public async Task Every_act_leaves_a_line()
    {
        var log = await app.Log.Of(LiveAsync);

        string[] events = [.. log.Split('\n').SelectMany(line => line.Split(' ').Skip(1).Take(1)).Where(Enum.GetNames<AccountEvent>().Contains)];
        Assert.Equal(
            [
                "Registered", "SessionStarted",
                "SessionRenewed",
                "PasswordRefused",
                "PasswordChanged", "SessionEnded", "SessionStarted",
                "OtherSessionsEnded",
                "SessionEnded",
                "SignInRefused", "SignInRefused",
                "SessionStarted", "SessionRenewed", "CopiedSessionEnded",
                "SessionStarted",
#if (EmailConfirmation)
                "LinkIssued", "EmailChangeRequested", "SessionEnded", "SessionStarted",
#endif
#if (!EmailConfirmation)
                "EmailChanged", "SessionEnded", "SessionStarted",
#endif
                "LinkRefused",
#if (EmailConfirmation)
                "LinkIssued",
#endif
                "LinkIssued", "EmailChangeUndone",
                "SessionStarted", "AccountDeleted",
            ],
            events);
    }

    [Fact, Trait("Attack", "A117")]
    public async Task A_line_says_who_and_where_from()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        var session = (await client.GetAsync(Journeys.Session)).Text("id");
        client.ComesFrom("203.0.113.77");

        var renewed = await app.Log.Of(() => client.RenewAsync());
        var refused = await app.Log.Of(() => _client.ComesFrom("203.0.113.78").SignInAsync(alice, "not her password"));

        Assert.Contains($"Information SessionRenewed SessionRenewed: user {alice.Id}, session {session}, source 203.0.113.77", renewed);
        Assert.Contains($"Warning SignInRefused SignInRefused: user {alice.Id}, session (null), source 203.0.113.78", refused);
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
        var client = await talkative.SignedInAs(alice);
        var before = client.Tokens!;
        await client.RenewAsync();
        await client.ChangeEmailAsync(TestApp.NewAddress());
        var notice = (await talkative.Mailbox.ToAsync(alice.Email))[^1];
        string[] secrets = [TestApp.Password, before.AccessToken, before.RenewalToken, client.Tokens!.AccessToken, client.Tokens.RenewalToken, notice.Secret, alice.PasswordHash!];

        foreach (var secret in secrets) talkative.Services.GetRequiredService<ILogger<AccountEventsTests>>().LogTrace("{Secret}", secret);

        var found = (await Assert.ThrowsAsync<FailException>(async () => await talkative.DisposeAsync())).Message;
        Assert.All(secrets, secret => Assert.Contains(secret, found));
    }

    [Fact, Trait("Attack", "A116")]
    public async Task What_a_stranger_sends_makes_no_line()
    {
        var log = await app.Log.Of(async () =>
        {
            _client.Headers.TryAddWithoutValidation("User-Agent", "x\u001b[31m {UserId}");
            _client.Headers.TryAddWithoutValidation("Authorization", "Bearer {0} Information SessionStarted");
            await _client.SignInAsync("{0} Information SessionStarted", "%s {1}");
            await _client.GetAsync("/nothing%0d%0aInformation%20SessionStarted");
        });

        Assert.DoesNotContain("SessionStarted", log);
    }

    /// <summary>Does everything that can be done with an account, right and wrong.</summary>
    private async Task LiveAsync()
    {
        await app.NewUser(email: _email);
        await DoAsync(_client.SignInAsync(_email), HttpStatusCode.OK);
        await DoAsync(_client.RenewAsync(), HttpStatusCode.OK);
        await DoAsync(_client.ReauthenticateAsync("not her password"), HttpStatusCode.Unauthorized);
        await DoAsync(_client.ChangePasswordAsync(), HttpStatusCode.OK);
        await DoAsync(_client.DeleteAsync(Journeys.Sessions), HttpStatusCode.NoContent);
        await DoAsync(_client.SignOutAsync(), HttpStatusCode.NoContent);
        _client.Tokens = null;
        await DoAsync(_client.SignInAsync(_email, "not her password"), HttpStatusCode.Unauthorized);
        await DoAsync(_client.SignInAsync(TestApp.NewAddress(), "not her password"), HttpStatusCode.Unauthorized);

        await DoAsync(_client.SignInAsync(_email, TestApp.NewPassword), HttpStatusCode.OK);
        var thief = _client.Copy();
        await DoAsync(thief.RenewAsync(), HttpStatusCode.OK);
        app.Clock.Advance(app.Accounts.Sessions.RenewalGrace);
        await DoAsync(_client.RenewAsync(), HttpStatusCode.Unauthorized);

        await DoAsync(_client.SignInAsync(_email, TestApp.NewPassword), HttpStatusCode.OK);
        await DoAsync(_client.ChangeEmailAsync(TestApp.NewAddress(), TestApp.NewPassword), HttpStatusCode.OK);
        await DoAsync(UndoAsync("bogus"), HttpStatusCode.UnprocessableEntity);

        var notice = (await app.Mailbox.ToAsync(_email))[^1];
        await DoAsync(UndoAsync(notice.Secret), HttpStatusCode.NoContent);
        await DoAsync(_client.SignInAsync(_email, TestApp.NewPassword), HttpStatusCode.OK);
        await DoAsync(_client.DeleteAccountAsync(), HttpStatusCode.NoContent);
    }

    private Task<Answer> UndoAsync(string token) => _client.PostAsync("/api/v1/account-changes/undo", new { token });

    private static async Task DoAsync(Task<Answer> act, HttpStatusCode expected) => Assert.Equal(expected, (await act).Status);
}
