using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Hosting;

namespace PowApp._1.Tests;

/// <summary>Whatever happens while a browser comes back, it neither loses its way nor finds one that was closed.</summary>
public sealed class PersistentSessionUseTests(TestApp app) : IClassFixture<TestApp>
{
    private const int Rounds = 5;

    private readonly PersistentSessionLimits _limits = app.Accounts.PersistentSession;

    [Fact, Trait("Attack", "A29")]
    public async Task Many_tabs_at_once_come_back_to_one_session()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var alice = await app.NewUser();
            var browser = await app.ClosedAfterSignIn(alice);

            // One browser: whichever answer comes last, its cookies must be good.
            var pages = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => browser.GetAsync(AccountPaths.Account)));

            Assert.All(pages, page => Assert.Equal(HttpStatusCode.OK, page.Status));
            Assert.Single(browser.RenewalTokensSent.Skip(1).Distinct());
            Assert.Single(await SessionsOf(alice));
            app.Clock.Advance(_limits.Grace);
            Assert.True(await browser.IsSignedInAsync());
            Assert.True(await browser.Close().IsSignedInAsync());
            Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
        }
    }

    [Fact]
    public async Task A_head_request_uses_no_token_up()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var token = browser.RenewalToken;

        var page = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, AccountPaths.Account));

        Assert.Equal((HttpStatusCode.OK, token, null), (page.Status, browser.RenewalToken, browser.Session));
        app.Clock.Advance(2 * _limits.Grace);
        Assert.True(await browser.IsSignedInAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task A_request_that_is_late_replaces_no_session_that_is_fresh()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());
        var late = browser.Copy();
        await browser.GetAsync("/");
        await browser.ReauthenticateAsync();

        await late.GetAsync("/");

        Assert.Equal((null, browser.RenewalToken), (late.Session, late.RenewalToken));
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A29")]
    public async Task The_files_of_a_page_may_be_asked_for_at_the_same_time()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var files = (await app.NewVisitor().GetAsync("/")).Document.QuerySelectorAll("link[href]").Select(link => link.GetAttribute("href")!);

        var answers = await Task.WhenAll(files.Prepend(AccountPaths.Account).Append("/nothing").Select(browser.GetAsync));

        Assert.All(answers[..^1], answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        app.Clock.Advance(_limits.Grace);
        Assert.True(await browser.Close().IsSignedInAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A29")]
    public async Task A_tab_that_is_a_moment_late_gets_what_the_faster_one_got()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());
        var faster = browser.Copy();

        app.Database.BeforeNextUpdate(() => faster.GetAsync("/"));
        Assert.True(await browser.IsSignedInAsync());

        Assert.Equal((faster.Session, faster.RenewalToken), (browser.Session, browser.RenewalToken));
    }

    [Fact, Trait("Attack", "A28")]
    public async Task Coming_back_revives_no_session_that_ended_meanwhile()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var alice = await app.NewUser();
            var browser = await app.ClosedAfterSignIn(alice);
            var session = (await SessionsOf(alice))[0];

            await Task.WhenAll(
                browser.GetAsync("/"),
                app.With((SessionStore sessions) => sessions.EndAsync(alice.Id, session.Id)));

            Assert.False(await browser.IsSignedInAsync());
            Assert.Empty(await SessionsOf(alice));
            Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
        }
    }

    [Fact, Trait("Attack", "A28")]
    public async Task Coming_back_finds_nothing_when_its_session_ends_at_this_moment()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var session = (await SessionsOf(alice))[0];

        app.Database.BeforeNextUpdate(() => app.With((SessionStore sessions) => sessions.EndAsync(alice.Id, session.Id)));

        Assert.False(await browser.IsSignedInAsync());
        Assert.Empty(await SessionsOf(alice));
    }

    [Fact, Trait("Attack", "A42")]
    public async Task A_password_that_changes_at_this_moment_wins()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var alice = await app.NewUser();
            var browser = await app.ClosedAfterSignIn(alice);

            await Task.WhenAll(
                browser.GetAsync("/"),
                app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword)));

            Assert.False(await browser.IsSignedInAsync());
            Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        }
    }

    [Fact, Trait("Attack", "A42")]
    public async Task A_browser_that_is_late_for_that_by_a_moment_gets_no_other_token()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);

        app.Database.BeforeNextUpdate(() => app.With((AccountService accounts) =>
            accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword)));

        Assert.False(await browser.IsSignedInAsync());
        Assert.Null(browser.RenewalToken);
    }

    [Fact]
    public async Task A_session_that_ends_before_its_token_is_made_gets_no_token()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(AccountPaths.SignIn);

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.DeleteAsync(alice.Id)));
        await browser.SubmitAsync(form, Browser.PersistentSignIn(alice));

        Assert.Null(browser.RenewalToken);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A28")]
    public async Task A_session_that_has_ended_gets_no_token()
    {
        var alice = await app.NewUser();
        await app.SignedInAs(alice);
        var session = (await SessionsOf(alice))[0];
        await app.With((SessionStore sessions) => sessions.EndAsync(alice.Id, session.Id));

        Assert.Null(await app.With((SessionStore sessions) => sessions.PersistAsync(session)));
    }

    [Fact, Trait("Attack", "A35")]
    public async Task An_outage_lets_nobody_in_and_costs_nobody_the_token()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());
        var token = browser.RenewalToken;

        using (app.Database.Outage())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync(AccountPaths.Account)).Status);
        }

        Assert.Equal(token, browser.RenewalToken);
        app.Clock.Advance(_limits.Grace);
        Assert.True(await browser.IsSignedInAsync());
    }

    /// <summary>An error page starts from nothing, but the token that was used is used.</summary>
    [Fact, Trait("Attack", "A35")]
    public async Task A_page_that_fails_right_after_costs_nobody_the_token()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        IDisposable? outage = null;

        app.Database.BeforeNextUpdate(() => Task.FromResult(outage = app.Database.Outage()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync(AccountPaths.Account)).Status);
        outage!.Dispose();

        app.Clock.Advance(_limits.Grace);
        Assert.True(await browser.IsSignedInAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A36")]
    public async Task A_copy_that_is_found_out_during_an_outage_is_found_out_after_it()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var thief = browser.Copy();
        await browser.GetAsync("/");
        app.Clock.Advance(_limits.Grace);
        IDisposable? outage = null;

        app.Database.BeforeNextSave(() => Task.FromResult(outage = app.Database.Outage()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await thief.GetAsync(AccountPaths.Account)).Status);
        outage!.Dispose();
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));

        Assert.False(await thief.IsSignedInAsync());
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Theory, Trait("Attack", "A43"), Trait("Attack", "A122")]
    [InlineData("End session")]
    [InlineData("End all other sessions")]
    public async Task Who_comes_back_gives_the_password_before_anything_sensitive(string button)
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.ClosedAfterSignIn(alice), await app.SignedInAs(alice));

        var page = await browser.PressAsync(AccountPaths.Sessions, button);
        Assert.LeadsTo("/session/reauthenticate?request_path=%2Fsessions", page);
        Assert.True(await other.IsSignedInAsync());

        await browser.SubmitAsync(await browser.FollowAsync(page), new { TestApp.Password });
        Assert.LeadsTo(AccountPaths.Sessions, await browser.PressAsync(AccountPaths.Sessions, button));
        Assert.False(await other.IsSignedInAsync());
        Assert.True(await browser.Close().IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A43")]
    public async Task Who_comes_back_changes_nothing_of_the_account_without_the_password()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());

        Assert.True((await browser.GetAsync(AccountPaths.Account)).LinksTo("/session/reauthenticate?request_path=%2Fregistration%2Fedit"));
        foreach (var path in new[] { AccountPaths.ChangeEmail, AccountPaths.ChangePassword, AccountPaths.DeleteAccount })
            Assert.StartsWith(AccountPaths.Reauthenticate, (await browser.PostAsync(
                path, ("__RequestVerificationToken", (await browser.GetAsync("/")).Token), ("ChangeEmail.Email", TestApp.NewAddress()))).Location);
    }

    [Fact, Trait("Attack", "A43")]
    public async Task A_session_that_was_fresh_is_not_when_its_browser_comes_back()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        await browser.SignInPersistentlyAsync(alice);
        var thief = browser.ClosedCopy();
        await app.SignedInAs(alice);

        Assert.LeadsTo("/session/reauthenticate?request_path=%2Fsessions", await thief.PressAsync(AccountPaths.Sessions, "End session"));
    }

    [Fact, Trait("Attack", "A31")]
    public async Task In_production_its_cookie_is_for_this_host_and_https_alone()
    {
        await using var production = new ProductionApp();
        var browser = await production.ClosedAfterSignIn(await production.NewUser());
        await browser.GetAsync("/");
        await browser.SignOutAsync();

        var cookies = browser.SetCookies.Where(cookie => cookie.Contains("-persistent=")).ToList();

        Assert.Equal(3, cookies.Count);
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-", cookie);
            Assert.EndsWith("; path=/; secure; samesite=lax; httponly", cookie);
        });
    }

    [Fact, Trait("Attack", "A31")]
    public async Task In_development_it_works_over_plain_http()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());

        Assert.EndsWith("; path=/; samesite=lax; httponly", browser.SetCookies.Single(cookie => cookie.Contains("-persistent=")));
    }

    [Fact, Trait("Attack", "A33")]
    public async Task Only_its_cookie_carries_the_token_and_no_page_shows_it()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());
        var stranger = app.NewVisitor();
        stranger.Headers.Add("Authorization", $"Bearer {browser.RenewalToken}");

        Assert.False(await stranger.IsSignedInAsync());
        Assert.DoesNotContain(browser.RenewalToken!.Split('.')[1], (await browser.GetAsync(AccountPaths.Sessions)).Html);
        Assert.DoesNotContain(browser.RenewalToken!.Split('.')[1], (await browser.GetAsync(AccountPaths.Sessions)).Html);
        Assert.DoesNotContain(browser.RenewalToken!.Split('.')[0], (await browser.GetAsync(AccountPaths.Sessions)).Html);
    }

    [Theory]
    [InlineData("Accounts:PersistentSession:Lifetime", "11:00:00")]
    [InlineData("Accounts:PersistentSession:Lifetime", "366.00:00:00")]
    [InlineData("Accounts:PersistentSession:Grace", "00:00:00")]
    [InlineData("Accounts:PersistentSession:Grace", "00:02:00")]
    public async Task No_app_starts_with(string setting, string value)
    {
        await using var own = new TestApp { Settings = { [setting] = value } };

        Assert.Contains(await own.Services.FindProblemsAsync(), problem => problem.StartsWith(setting, StringComparison.Ordinal));
    }

    private Task<List<Session>> SessionsOf(User user) =>
        app.Db(db => db.Set<Session>().AsNoTracking().Where(session => session.UserId == user.Id).ToListAsync());
}
