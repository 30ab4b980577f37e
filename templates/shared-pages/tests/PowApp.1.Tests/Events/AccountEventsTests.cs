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
    private readonly Browser _browser = app.NewBrowser();

    [Fact, Trait("Attack", "A117")]
    public async Task Every_act_leaves_a_line()
    {
        var log = await app.Log.Of(LiveAsync);

        string[] events = [.. log.Split('\n').SelectMany(line => line.Split(' ').Skip(1).Take(1)).Where(Enum.GetNames<AccountEvent>().Contains)];
        Assert.Equal(
            [
                "Registered", "SessionStarted",
                "PasswordRefused",
                "PasswordChanged", "SessionEnded", "SessionStarted",
                "OtherSessionsEnded",
                "SessionEnded",
                "SignInRefused", "SignInRefused",
                "SessionStarted",
#if (EmailConfirmation)
                "LinkIssued", "EmailChangeRequested", "SessionEnded", "SessionStarted",
#endif
#if (!EmailConfirmation)
                "EmailChanged", "SessionEnded", "SessionStarted",
#endif
                "FormRefused",
                "LinkRefused",
#if (EmailConfirmation)
                "LinkIssued",
#endif
                "LinkIssued", "EmailChangeUndone", "SessionEnded",
                "SessionStarted", "AccountDeleted",
            ],
            events);
    }

    [Fact, Trait("Attack", "A117")]
    public async Task A_line_says_who_and_where_from()
    {
        var alice = await app.NewUser();
        _browser.ComesFrom("203.0.113.77");

        var log = await app.Log.Of(() => _browser.SignInAsync(alice, "not her password"));

        Assert.Contains($"Warning SignInRefused SignInRefused: user {alice.Id}, session (null), source 203.0.113.77", log);
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
        var browser = await talkative.SignedInAs(alice);
        var form = await browser.GetAsync(AccountPaths.Account);
        await browser.SubmitAsync(form, new { email = TestApp.NewAddress(), currentPassword = TestApp.Password });
        var notice = Assert.Single(await talkative.Mailbox.ToAsync(alice.Email));
        string[] secrets = [TestApp.Password, browser.Session!, form.Token, notice.Secret, alice.PasswordHash!];

        foreach (var secret in secrets) talkative.Services.GetRequiredService<ILogger<AccountEventsTests>>().LogTrace("{Secret}", secret);

        var found = (await Assert.ThrowsAsync<FailException>(async () => await talkative.DisposeAsync())).Message;
        Assert.All(secrets, secret => Assert.Contains(secret, found));
    }

    [Fact, Trait("Attack", "A116")]
    public async Task What_a_stranger_types_makes_no_line()
    {
        var log = await app.Log.Of(async () =>
        {
            _browser.Headers.TryAddWithoutValidation("User-Agent", "x\u001b[31m {UserId}");
            await _browser.SignInAsync("{0} Information SessionStarted", "%s {1}");
            await _browser.GetAsync("/nothing%0d%0aInformation%20SessionStarted");
        });

        Assert.DoesNotContain("SessionStarted", log);
    }

    /// <summary>Does everything that can be done with an account, right and wrong.</summary>
    private async Task LiveAsync()
    {
        await app.NewUser(email: _email);
        await DoAsync(_browser.SignInAsync(_email));
        await DoAsync(_browser.SubmitAsync(AccountPaths.Reauthenticate, new { password = "not her password" }), HttpStatusCode.UnprocessableEntity);
        await DoAsync(_browser.ChangePasswordAsync());
        await DoAsync(_browser.PostAsync(AccountPaths.EndOtherSessions, ("__RequestVerificationToken", (await _browser.GetAsync("/")).Token)));
        await DoAsync(_browser.SignOutAsync());
        await DoAsync(_browser.SignInAsync(_email, "not her password"), HttpStatusCode.UnprocessableEntity);
        await DoAsync(_browser.SignInAsync(TestApp.NewAddress(), "not her password"), HttpStatusCode.UnprocessableEntity);
        await DoAsync(_browser.SignInAsync(_email, TestApp.NewPassword));
        await DoAsync(_browser.ChangeEmailAsync(TestApp.NewAddress(), TestApp.NewPassword));
        await DoAsync(_browser.PostAsync(AccountPaths.SignOut), HttpStatusCode.BadRequest);
        await DoAsync(_browser.GetAsync(AccountPaths.AccountChange.With("bogus")), HttpStatusCode.NotFound);

        var notice = (await app.Mailbox.ToAsync(_email))[^1];
        await DoAsync(_browser.PressAsync(notice.Link, "Restore my email"));
        await DoAsync(_browser.SignInAsync(_email, TestApp.NewPassword));
        await DoAsync(_browser.DeleteAccountAsync(TestApp.NewPassword));
    }

    private static async Task DoAsync(Task<Page> act, HttpStatusCode expected = HttpStatusCode.SeeOther) =>
        Assert.Equal(expected, (await act).Status);
}
