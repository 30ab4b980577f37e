using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Tests;

/// <summary>Who wants to stays signed in on a device.</summary>
public sealed class PersistentSessionTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly PersistentSessionLimits _limits = app.Accounts.PersistentSession;

    [Fact]
    public async Task The_sign_in_page_offers_it_and_does_not_choose_it()
    {
        var page = await app.NewVisitor().GetAsync(AccountPaths.SignIn);

        var choice = page.Field("persistentSession");
        Assert.Equal(("checkbox", false), (choice.Type, choice.IsChecked));
        Assert.Contains("30 days", page.Document.GetElementById(choice.GetAttribute("aria-describedby")!)!.TextContent);
    }

    [Fact]
    public async Task Who_chooses_it_is_signed_in_when_the_browser_opens_again()
    {
        var alice = await app.NewUser();

        var browser = await app.ClosedAfterSignIn(alice);

        Assert.Null(browser.Session);
        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A24")]
    public async Task Who_does_not_choose_it_is_signed_out_by_then()
    {
        var browser = app.NewVisitor();
        await browser.SignInAsync(await app.NewUser());

        Assert.Null(browser.RenewalToken);
        Assert.False(await browser.Close().IsSignedInAsync());
    }

    [Theory]
    [InlineData("not her password", HttpStatusCode.UnprocessableEntity)]
    [InlineData(TestApp.Password, HttpStatusCode.TooManyRequests)]
    public async Task A_form_that_is_refused_keeps_the_choice(string password, HttpStatusCode status)
    {
        await using var own = new TestApp { Settings = { ["Accounts:Throttling:SignInsPerMinute"] = "1" } };
        var alice = await own.NewUser();
        var browser = own.NewVisitor();
        if (status is HttpStatusCode.TooManyRequests) await browser.SignInAsync(alice, "not her password");

        var page = await browser.SubmitAsync(AccountPaths.SignIn, new { alice.Email, password, persistentSession = true });

        Assert.Equal(status, page.Status);
        Assert.True(page.Field("persistentSession").IsChecked);
        Assert.Null(browser.RenewalToken);
    }

    [Fact]
    public async Task A_choice_that_is_none_is_refused()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var token = (await browser.GetAsync(AccountPaths.SignIn)).Token;

        var page = await browser.PostAsync(
            AccountPaths.SignIn, ("Email", alice.Email!), ("Password", TestApp.Password), ("PersistentSession", "perhaps"), ("__RequestVerificationToken", token));

        Assert.Refuses(page);
        Assert.Null(browser.RenewalToken);
    }

    [Fact]
    public async Task Sleeping_past_the_limits_of_a_session_signs_nobody_out()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        await browser.SignInPersistentlyAsync(alice);

        app.Clock.Advance(app.Accounts.Sessions.IdleTimeout);
        Assert.True(await browser.IsSignedInAsync());
        app.Clock.Advance(app.Accounts.Sessions.AbsoluteTimeout);
        Assert.True(await browser.IsSignedInAsync());

        Assert.Equal(1, await CountAsync(alice));
    }

    [Fact]
    public async Task Coming_back_brings_another_token_and_a_session_of_the_ordinary_kind()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var (token, before) = (browser.RenewalToken, await SessionOf(alice));

        await browser.GetAsync("/");
        Assert.NotEqual(token, browser.RenewalToken);
        var (session, renewed) = (browser.Session, browser.RenewalToken);

        var after = await SessionOf(alice);
        Assert.Equal((before.Id, before.ExpiresAt), (after.Id, after.ExpiresAt));
        app.Clock.Advance(app.Accounts.Sessions.RotateAfter);
        Assert.True(await browser.IsSignedInAsync());
        Assert.NotEqual(session, browser.Session);
        Assert.Equal(renewed, browser.RenewalToken);
    }

    [Fact, Trait("Attack", "A25")]
    public async Task It_lasts_for_thirty_days_from_signing_in_however_often_it_is_used()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());
        var ends = app.Clock.GetUtcNow() + _limits.Lifetime;

        while (app.Clock.GetUtcNow() < ends - _second)
        {
            Assert.True(await browser.Close().IsSignedInAsync());
            var left = ends - _second - app.Clock.GetUtcNow();
            app.Clock.Advance(left < TimeSpan.FromHours(20) ? left : TimeSpan.FromHours(20));
        }

        Assert.True(await browser.Close().IsSignedInAsync());
        app.Clock.Advance(_second);
        Assert.False(await browser.IsSignedInAsync());
        Assert.Null(browser.RenewalToken);
    }

    [Fact, Trait("Attack", "A25")]
    public async Task A_session_that_it_brings_back_on_the_last_day_does_not_outlast_it()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());
        var minutes = TimeSpan.FromMinutes(20);
        app.Clock.Advance(_limits.Lifetime - 3 * minutes);

        for (var visit = 0; visit < 3; visit++)
        {
            Assert.True(await browser.IsSignedInAsync());
            app.Clock.Advance(minutes);
        }

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A24")]
    public async Task A_cookie_that_claims_to_last_longer_does_not()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());
        browser.PersistentCookie!.Expires = DateTime.UtcNow.AddYears(1);

        app.Clock.Advance(_limits.Lifetime);

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_sleeping_session_is_not_cleared_away_and_one_that_is_over_is()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);

        app.Clock.Advance(_limits.Lifetime - _second);
        await app.With((Janitor janitor) => janitor.CleanAsync(TestContext.Current.CancellationToken));
        Assert.True(await browser.IsSignedInAsync());

        app.Clock.Advance(2 * _second);
        await app.With((Janitor janitor) => janitor.CleanAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await CountAsync(alice));
    }

    [Fact, Trait("Attack", "A37")]
    public async Task A_restart_of_the_app_signs_nobody_out()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());

        await using var restarted = app.WithWebHostBuilder(_ => { });

        Assert.True(await browser.CopyTo(restarted).IsSignedInAsync());
    }

    [Fact]
    public async Task The_list_of_sessions_shows_one_that_sleeps_and_how_long_it_is_kept()
    {
        var alice = await app.NewUser();
        await app.ClosedAfterSignIn(alice);
        var until = (app.Clock.GetUtcNow() + _limits.Lifetime).ToString("u");
        app.Clock.Advance(TimeSpan.FromDays(2));

        var rows = (await (await app.SignedInAs(alice)).GetAsync(AccountPaths.Sessions)).Document.QuerySelectorAll("main li");

        Assert.Equal(2, rows.Length);
        Assert.Contains("Expires if unused", rows[0].TextContent);
        Assert.DoesNotContain("if unused", rows[1].TextContent);
        Assert.NotNull(rows[1].QuerySelector($"time[datetime='{until}']"));
    }

    [Fact]
    public async Task The_list_tells_where_it_was_last_used()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        browser.ComesFrom("203.0.113.77");
        browser.Headers.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");

        var page = await browser.GetAsync(AccountPaths.Sessions);

        Assert.Contains("Firefox · Linux", page.Text);
        Assert.Contains("203.0.113.x", page.Text);
    }

    [Fact]
    public async Task It_ships_with_the_numbers_it_should()
    {
        Assert.Equal(TimeSpan.FromDays(30), _limits.Lifetime);
        Assert.Equal(TimeSpan.FromSeconds(60), _limits.Grace);

        var browser = app.NewVisitor();
        await browser.SignInPersistentlyAsync(await app.NewUser());
        Assert.Contains("; max-age=2592000;", browser.SetCookies.Single(cookie => cookie.Contains("-persistent=")));
    }

    private Task<int> CountAsync(User user) => app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == user.Id));

    private Task<Session> SessionOf(User user) => app.Db(db => db.Set<Session>().AsNoTracking().SingleAsync(session => session.UserId == user.Id));
}
