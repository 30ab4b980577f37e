using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class SessionsPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory, Trait("Attack", "A23")]
    [InlineData("203.0.113.77", "203.0.113.x")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.x")]
    public async Task It_tells_devices_apart_without_telling_where_they_are(string address, string shown)
    {
        var browser = app.NewBrowser();
        browser.ComesFrom(address);
        browser.Headers.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        await browser.SignInAsync(await app.NewUser());

        var page = await browser.GetAsync(AccountPaths.Sessions);

        Assert.Contains("Firefox", page.Text);
        Assert.Contains("Linux", page.Text);
        Assert.Contains(shown, page.Text);
        Assert.DoesNotContain(address, page.Text);
        Assert.Contains("2026", page.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_device_that_says_nothing_of_use_is_listed_too(string userAgent)
    {
        var browser = app.NewBrowser();
        browser.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        await browser.SignInAsync(await app.NewUser());

        var page = await browser.GetAsync(AccountPaths.Sessions);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("alert(1)", page.Html);
    }

    [Fact, Trait("Attack", "A23")]
    public async Task Nothing_on_it_signs_anybody_in()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var other = await app.SignedInAs(alice);
        var hashes = await app.Db(db => db.Set<Session>().Where(session => session.UserId == alice.Id).Select(session => session.TokenHash).ToListAsync());

        var html = (await browser.GetAsync(AccountPaths.Sessions)).Html;

        Assert.DoesNotContain(browser.Session!, html);
        Assert.DoesNotContain(other.Session!, html);
        Assert.All(hashes, hash => Assert.DoesNotContain(Convert.ToBase64String(hash)[..16], html));
    }

    [Fact, Trait("Attack", "A23")]
    public async Task It_ends_one_session_at_once()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        Assert.True(await other.IsSignedInAsync());

        var page = await browser.PressAsync(AccountPaths.Sessions, "End session");

        Assert.LeadsTo(AccountPaths.Sessions, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.False(await other.IsSignedInAsync());
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A23")]
    public async Task It_ends_all_other_sessions_at_once()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var others = new[] { await app.SignedInAs(alice), await app.SignedInAs(alice) };
        var bob = await app.SignedInAs(await app.NewUser());
        foreach (var other in others) Assert.True(await other.IsSignedInAsync());

        Assert.LeadsTo(AccountPaths.Sessions, await browser.PressAsync(AccountPaths.Sessions, "End all other sessions"));

        foreach (var other in others) Assert.False(await other.IsSignedInAsync());
        Assert.True(await browser.IsSignedInAsync());
        Assert.True(await bob.IsSignedInAsync());
    }

    [Fact]
    public async Task It_lists_the_sessions_that_are_not_over()
    {
        var alice = await app.NewUser();
        await app.SignedInAs(alice);
        app.Clock.Advance(app.Accounts.Sessions.IdleTimeout);
        var browser = await app.SignedInAs(alice);

        Assert.Single((await browser.GetAsync(AccountPaths.Sessions)).Document.QuerySelectorAll("main li"));

        await app.SignedInAs(alice);
        Assert.Equal(2, (await browser.GetAsync(AccountPaths.Sessions)).Document.QuerySelectorAll("main li").Length);
    }

    [Fact, Trait("Attack", "A119")]
    public async Task Nobody_ends_or_sees_the_sessions_of_others()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var (aliceBrowser, bobBrowser) = (await app.SignedInAs(alice), await app.SignedInAs(bob));
        var session = await app.Db(db => db.Set<Session>().SingleAsync(session => session.UserId == alice.Id));
        var page = await bobBrowser.GetAsync(AccountPaths.Sessions);
        Assert.DoesNotContain(session.Id.ToString(), page.Html);

        await bobBrowser.PostAsync(AccountPaths.EndSession.With(session.Id), ("__RequestVerificationToken", page.Token));

        Assert.True(await aliceBrowser.IsSignedInAsync());
    }
}
