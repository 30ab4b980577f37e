using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class SessionsPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task It_ends_a_session_and_says_so()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));

        var page = await browser.PressAsync(AccountPaths.Sessions, "End session");

        Assert.LeadsTo(AccountPaths.Sessions, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.False(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task It_ends_all_other_sessions_and_comes_back()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));

        Assert.LeadsTo(AccountPaths.Sessions, await browser.PressAsync(AccountPaths.Sessions, "End all other sessions"));

        Assert.False(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task It_shows_this_session_and_the_others()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        Assert.Single((await browser.GetAsync(AccountPaths.Sessions)).Document.QuerySelectorAll("main li"));

        await app.SignedInAs(alice);

        Assert.Equal(2, (await browser.GetAsync(AccountPaths.Sessions)).Document.QuerySelectorAll("main li").Length);
    }
}
