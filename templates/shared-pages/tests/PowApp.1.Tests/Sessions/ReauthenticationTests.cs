using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A sensitive action wants a password that was given a short while ago.</summary>
public sealed class ReauthenticationTests(TestApp app) : IClassFixture<TestApp>
{
    private const string AskedOnTheWay = "/session/reauthenticate?request_path=%2Fsessions";

    private readonly SessionLimits _limits = app.Accounts.Sessions;

    [Theory, Trait("Attack", "A122")]
    [InlineData("End session")]
    [InlineData("End all other sessions")]
    public async Task Ending_sessions_asks_for_the_password_if_it_was_given_long_ago(string button)
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        app.Clock.Advance(_limits.FreshFor);
        var other = await app.SignedInAs(alice);

        var page = await browser.PressAsync(AccountPaths.Sessions, button);
        Assert.LeadsTo(AskedOnTheWay, page);
        Assert.True(await other.IsSignedInAsync());

        Assert.LeadsTo(AccountPaths.Sessions, await browser.SubmitAsync(await browser.FollowAsync(page), new { TestApp.Password }));
        Assert.LeadsTo(AccountPaths.Sessions, await browser.PressAsync(AccountPaths.Sessions, button));
        Assert.False(await other.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A122")]
    public async Task Being_active_does_not_count_as_giving_the_password()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        app.Clock.Advance(_limits.RenewAfter);
        await browser.GetAsync("/");
        await app.SignedInAs(alice);

        Assert.LeadsTo(AskedOnTheWay, await browser.PressAsync(AccountPaths.Sessions, "End session"));
    }

    [Fact, Trait("Attack", "A122")]
    public async Task Just_in_time_is_in_time()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        app.Clock.Advance(_limits.FreshFor - TimeSpan.FromSeconds(1));

        await browser.PressAsync(AccountPaths.Sessions, "End session");

        Assert.False(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task The_page_asks_for_the_password()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.AsksFor("password", "password", await browser.GetAsync(AccountPaths.Reauthenticate));
    }

    [Fact, Trait("Attack", "A122")]
    public async Task The_password_of_somebody_else_does_not_do()
    {
        var bob = await app.NewUser("a password of his own");
        var browser = await app.SignedInAs(await app.NewUser());
        var value = browser.Session;

        Assert.Refuses("password", await browser.SubmitAsync(AccountPaths.Reauthenticate, new { username = bob.Email, password = "a password of his own" }));
        Assert.Refuses("password", await browser.SubmitAsync(AccountPaths.Reauthenticate, new { password = "" }));
        Assert.Equal(value, browser.Session);
    }

    [Fact, Trait("Attack", "A122")]
    public async Task The_session_gets_a_new_value_and_the_old_one_ends()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var old = browser.Copy();

        Assert.LeadsTo("/", await browser.SubmitAsync(AccountPaths.Reauthenticate, new { TestApp.Password }));

        Assert.NotEqual(old.Session, browser.Session);
        Assert.True(await browser.IsSignedInAsync());
        Assert.False(await old.IsSignedInAsync());
    }
}
