using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class SessionListTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory, Trait("Attack", "A23")]
    [InlineData("203.0.113.77", "203.0.113.x")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.x")]
    public async Task It_tells_devices_apart_without_telling_where_they_are(string address, string shown)
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor().ComesFrom(address);
        visitor.Headers.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        await visitor.SignInAsync(alice.Email!);

        var list = await visitor.ReadSessionsAsync();

        Assert.Contains("Firefox", list);
        Assert.Contains("Linux", list);
        Assert.Contains(shown, list);
        Assert.DoesNotContain(address, list);
        Assert.Contains("2026", list);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_device_that_says_nothing_of_use_is_listed_too(string userAgent)
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();
        visitor.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        await visitor.SignInAsync(alice.Email!);

        Assert.DoesNotContain("alert(1)", await visitor.ReadSessionsAsync());
        Assert.Single(await (await app.SignedInAs(alice)).ListOtherSessionsAsync());
    }

    [Fact, Trait("Attack", "A23")]
    public async Task Nothing_on_it_signs_anybody_in()
    {
        var alice = await app.NewUser();
        var (here, there) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        var hashes = await app.Db(db => db.Set<Session>().Where(session => session.UserId == alice.Id).Select(session => session.TokenHash).ToListAsync());

        var list = await here.ReadSessionsAsync();

        Assert.DoesNotContain(here.Session!, list);
        Assert.DoesNotContain(there.Session!, list);
        Assert.All(hashes, hash => Assert.DoesNotContain(Convert.ToBase64String(hash)[..16], list));
    }

    [Fact, Trait("Attack", "A23")]
    public async Task A_session_is_ended_from_another_one_at_once()
    {
        var alice = await app.NewUser();
        var (here, there) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        Assert.True(await there.IsSignedInAsync());

        Assert.Succeeds(await here.EndSessionAsync(Assert.Single(await here.ListOtherSessionsAsync())));

        Assert.False(await there.IsSignedInAsync());
        Assert.True(await here.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A23")]
    public async Task All_other_sessions_are_ended_at_once()
    {
        var alice = await app.NewUser();
        var here = await app.SignedInAs(alice);
        var others = new[] { await app.SignedInAs(alice), await app.SignedInAs(alice) };
        var bob = await app.SignedInAs(await app.NewUser());
        foreach (var other in others) Assert.True(await other.IsSignedInAsync());

        Assert.Succeeds(await here.EndOtherSessionsAsync());

        foreach (var other in others) Assert.False(await other.IsSignedInAsync());
        Assert.True(await here.IsSignedInAsync());
        Assert.True(await bob.IsSignedInAsync());
    }

    [Fact]
    public async Task It_has_the_sessions_that_are_not_over()
    {
        var alice = await app.NewUser();
        await app.SignedInAs(alice);
        app.Clock.Advance(app.Accounts.Sessions.IdleTimeout);
        var here = await app.SignedInAs(alice);
        Assert.Empty(await here.ListOtherSessionsAsync());

        await app.SignedInAs(alice);

        Assert.Single(await here.ListOtherSessionsAsync());
    }

    [Fact, Trait("Attack", "A119")]
    public async Task Nobody_ends_or_sees_the_sessions_of_others()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var (alices, bobs) = (await app.SignedInAs(alice), await app.SignedInAs(bob));
        var session = await app.Db(db => db.Set<Session>().Where(session => session.UserId == alice.Id).Select(session => session.Id).SingleAsync());
        Assert.DoesNotContain(session.ToString(), await bobs.ReadSessionsAsync());

        await bobs.EndSessionAsync(session);

        Assert.True(await alices.IsSignedInAsync());
    }
}
