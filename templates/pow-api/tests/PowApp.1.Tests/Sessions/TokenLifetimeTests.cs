using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class TokenLifetimeTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private readonly SessionLimits _limits = app.Accounts.Sessions;

    [Fact, Trait("Attack", "A24")]
    public async Task An_access_token_works_for_as_long_as_it_says()
    {
        var client = await app.SignedInAs(await app.NewUser());
        Assert.Equal(app.Clock.GetUtcNow() + _limits.AccessTokenLifetime, client.Tokens!.AccessTokenExpiresAt);

        app.Clock.Advance(_limits.AccessTokenLifetime - _second);
        Assert.True(await client.IsSignedInAsync());

        app.Clock.Advance(_second);
        Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await client.GetAsync(ApiPaths.Session));
    }

    [Fact]
    public async Task Renewing_works_before_and_after_an_access_token_has_expired()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var id = (await client.GetAsync(ApiPaths.Session)).Text("id");

        Assert.Succeeds(await client.RenewAsync());
        app.Clock.Advance(_limits.AccessTokenLifetime);
        Assert.False(await client.IsSignedInAsync());
        Assert.Succeeds(await client.RenewAsync());

        Assert.Equal(id, (await client.GetAsync(ApiPaths.Session)).Text("id"));
    }

    [Fact, Trait("Attack", "A24"), Trait("Attack", "A129")]
    public async Task A_session_that_idles_ends_when_it_said()
    {
        var alice = await app.NewUser();
        var (client, late) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        Assert.Equal(app.Clock.GetUtcNow() + _limits.IdleTimeout, client.Tokens!.RenewalTokenExpiresAt);

        app.Clock.Advance(_limits.IdleTimeout - _second);
        Assert.Succeeds(await client.RenewAsync());

        app.Clock.Advance(_second);
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await late.RenewAsync());
        Assert.True(await client.IsSignedInAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A25"), Trait("Attack", "A129")]
    public async Task No_session_outlasts_its_limit_however_often_it_is_renewed()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var ends = app.Clock.GetUtcNow() + _limits.AbsoluteTimeout;

        for (; app.Clock.GetUtcNow() < ends - _day; app.Clock.Advance(_day)) Assert.Succeeds(await client.RenewAsync());
        app.Clock.Advance(_day - _second);
        Assert.Succeeds(await client.RenewAsync());

        Assert.Equal((ends, ends), (client.Tokens!.AccessTokenExpiresAt, client.Tokens.RenewalTokenExpiresAt));
        Assert.True(await client.IsSignedInAsync());
        app.Clock.Advance(_second);
        Assert.False(await client.IsSignedInAsync());
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await client.RenewAsync());
    }

    [Fact]
    public async Task The_idle_time_counts_from_the_last_request()
    {
        var client = await app.SignedInAs(await app.NewUser());
        app.Clock.Advance(_limits.SeenEvery);
        Assert.True(await client.IsSignedInAsync());

        app.Clock.Advance(_limits.IdleTimeout - _second);

        Assert.Succeeds(await client.RenewAsync());
    }

    /// <summary>A renewal token that was used, or ended, before the restart, and one whose time is up after it.</summary>
    [Fact, Trait("Attack", "A37")]
    public async Task A_restart_revives_no_token_and_ends_none()
    {
        var alice = await app.NewUser();
        var (client, signedOut, idle) = (await app.SignedInAs(alice), await app.SignedInAs(alice), await app.SignedInAs(alice));
        var copy = signedOut.Copy();
        await signedOut.SignOutAsync();
        app.Clock.Advance(_limits.IdleTimeout - _second);
        Assert.Succeeds(await client.RenewAsync());
        app.Clock.Advance(_second);

        await using var restarted = app.WithWebHostBuilder(_ => { });

        Assert.True(await client.CopyTo(restarted).IsSignedInAsync());
        Assert.Succeeds(await client.CopyTo(restarted).RenewAsync());
        Assert.False(await copy.CopyTo(restarted).IsSignedInAsync());
        Assert.False((await copy.CopyTo(restarted).RenewAsync()).Succeeded);
        Assert.False((await idle.CopyTo(restarted).RenewAsync()).Succeeded);
    }

    [Fact]
    public async Task A_burst_of_requests_asks_the_database_once_and_writes_nothing()
    {
        var client = await app.SignedInAs(await app.NewUser());
        await client.GetAsync(ApiPaths.Session);

        Assert.Empty(await app.Database.CommandsOf(() => client.GetAsync(ApiPaths.Session)));

        app.Clock.Advance(_limits.SeenEvery - _second);
        Assert.StartsWith("SELECT", Assert.Single(await app.Database.CommandsOf(() => client.GetAsync(ApiPaths.Session))));

        app.Clock.Advance(_second);
        Assert.Contains(await app.Database.CommandsOf(() => client.GetAsync(ApiPaths.Session)), command => command.StartsWith("UPDATE"));
    }
}
