using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Tests;

public sealed class SessionLifetimeTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly SessionLimits _limits = app.Accounts.Sessions;

    [Fact, Trait("Attack", "A24")]
    public async Task An_idle_session_ends()
    {
        var alice = await app.NewUser();
        var (browser, idle) = (await app.SignedInAs(alice), await app.SignedInAs(alice));

        app.Clock.Advance(_limits.IdleTimeout - _second);
        Assert.True(await browser.IsSignedInAsync());

        app.Clock.Advance(_second);
        Assert.False(await idle.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A24")]
    public async Task The_idle_time_counts_from_the_last_request()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        for (var visit = 0; visit < 5; visit++)
        {
            app.Clock.Advance(_limits.IdleTimeout - _second);
            Assert.True(await browser.IsSignedInAsync());
        }

        app.Clock.Advance(_limits.IdleTimeout);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A24")]
    public async Task A_cookie_that_claims_to_last_longer_does_not()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        foreach (var cookie in browser.Cookies.GetAllCookies().ToList()) cookie.Expires = DateTime.UtcNow.AddYears(1);

        app.Clock.Advance(_limits.IdleTimeout);

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A25")]
    public async Task No_session_outlasts_its_limit_however_active()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var ends = app.Clock.GetUtcNow() + _limits.AbsoluteTimeout;

        while (app.Clock.GetUtcNow() < ends - _second)
        {
            Assert.True(await browser.IsSignedInAsync());
            var left = ends - _second - app.Clock.GetUtcNow();
            app.Clock.Advance(left < _limits.IdleTimeout ? left : _limits.IdleTimeout - _second);
        }

        Assert.True(await browser.IsSignedInAsync());
        app.Clock.Advance(_second);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A37")]
    public async Task A_restart_revives_no_session_and_ends_none()
    {
        var alice = await app.NewUser();
        var (browser, signedOut, idle) = (await app.SignedInAs(alice), await app.SignedInAs(alice), await app.SignedInAs(alice));
        var copy = signedOut.Copy();
        await signedOut.PressAsync("/", "Sign out");
        app.Clock.Advance(_limits.IdleTimeout - _second);
        await browser.GetAsync("/");
        app.Clock.Advance(_second);

        await using var restarted = app.WithWebHostBuilder(_ => { });

        Assert.True(await browser.CopyTo(restarted).IsSignedInAsync());
        Assert.False(await copy.CopyTo(restarted).IsSignedInAsync());
        Assert.False(await idle.CopyTo(restarted).IsSignedInAsync());
    }

    [Fact]
    public async Task A_session_that_another_process_ended_is_over_here_within_seconds()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await using var another = app.WithWebHostBuilder(_ => { });
        var elsewhere = browser.CopyTo(another);
        Assert.True(await elsewhere.IsSignedInAsync());

        await browser.SignOutAsync();

        app.Clock.Advance(_limits.CacheFor);
        Assert.False(await elsewhere.IsSignedInAsync());
    }

    /// <summary>Such as a role or a lock of your own.</summary>
    [Fact]
    public async Task What_changes_about_a_user_shows_in_every_session_at_once()
    {
        var alice = await app.NewUser();
        Browser[] browsers = [await app.SignedInAs(alice), await app.SignedInAs(alice)];
        foreach (var browser in browsers) Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
        var email = TestApp.NewAddress();

        await app.Db(async db =>
        {
            (await db.Set<User>().SingleAsync(user => user.Id == alice.Id)).Email = email;
            return await db.SaveChangesAsync();
        });

        foreach (var browser in browsers) Assert.Contains(email, (await browser.GetAsync("/")).Text);
    }

    [Fact]
    public async Task A_burst_of_requests_asks_the_database_once_and_writes_nothing()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await browser.GetAsync("/");

        Assert.Empty(await app.Database.CommandsOf(() => browser.GetAsync("/")));

        app.Clock.Advance(_limits.SeenEvery - _second);
        Assert.StartsWith("SELECT", Assert.Single(await app.Database.CommandsOf(() => browser.GetAsync("/"))));

        app.Clock.Advance(_second);
        Assert.Contains(await app.Database.CommandsOf(() => browser.GetAsync("/")), command => command.StartsWith("UPDATE"));
    }

    [Fact, Trait("Attack", "A37")]
    public async Task Sessions_that_are_over_are_cleared_away()
    {
        var alice = await app.NewUser();
        await app.SignedInAs(alice);
        app.Clock.Advance(_limits.AbsoluteTimeout + _second);
        var browser = await app.SignedInAs(alice);

        await app.With((Janitor janitor) => janitor.CleanAsync(TestContext.Current.CancellationToken));

        Assert.Equal(1, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == alice.Id)));
        Assert.True(await browser.IsSignedInAsync());
    }
}
