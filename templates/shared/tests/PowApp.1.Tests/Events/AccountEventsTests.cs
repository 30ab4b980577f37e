using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The log tells what happens to accounts, and nothing that would open one.</summary>
public sealed class AccountEventsTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();
    private readonly Browser _browser = app.NewBrowser();
    private readonly List<string> _secrets = [TestApp.Password, TestApp.NewPassword, "not her password"];

    [Fact, Trait("Attack", "A117")]
    public async Task Every_act_leaves_a_line()
    {
        var log = await app.Log.Of(LiveAsync);

        string[] events = [.. log.Split('\n').Select(line => line.Split(' ')[1]).Where(Enum.GetNames<AccountEvent>().Contains)];
        Assert.Equal(
            [
                "Registered", "SessionStarted",
                "PasswordRefused",
                "PasswordChanged", "SessionEnded", "SessionStarted",
                "OtherSessionsEnded",
                "SessionEnded",
                "SignInRefused", "SignInRefused",
                "SessionStarted",
                "EmailChanged", "SessionEnded", "SessionStarted",
                "FormRefused",
                "LinkRefused",
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
        Assert.All(_secrets, secret => Assert.DoesNotContain(secret, log));
        Assert.DoesNotContain(_email, log);
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
        _secrets.Add(notice.Secret);
        await DoAsync(_browser.PressAsync(notice.Link, "Restore my email"));
        await DoAsync(_browser.SignInAsync(_email, TestApp.NewPassword));
        await DoAsync(_browser.DeleteAccountAsync(TestApp.NewPassword));
    }

    private async Task DoAsync(Task<Page> act, HttpStatusCode expected = HttpStatusCode.SeeOther)
    {
        Assert.Equal(expected, (await act).Status);
        if (_browser.Session is { } session) _secrets.Add(session);
    }
}
