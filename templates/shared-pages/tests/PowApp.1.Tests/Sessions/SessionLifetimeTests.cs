using PowApp._1.Accounts;

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
}
