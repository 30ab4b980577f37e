using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class ReauthenticationPageTests(TestApp app) : IClassFixture<TestApp>
{
    private const string AskedOnTheWay = "/session/reauthenticate?request_path=%2Fsessions";

    private readonly SessionLimits _limits = app.Accounts.Sessions;

    [Fact]
    public async Task It_asks_for_the_password()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.AsksFor("password", "password", await browser.GetAsync(AccountPaths.Reauthenticate));
    }

    [Theory]
    [InlineData("End session")]
    [InlineData("End all other sessions")]
    public async Task It_stands_in_the_way_of_a_sensitive_action_and_leads_back(string button)
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        app.Clock.Advance(_limits.FreshFor);
        await app.SignedInAs(alice);

        var page = await browser.PressAsync(AccountPaths.Sessions, button);

        Assert.LeadsTo(AskedOnTheWay, page);
        Assert.LeadsTo(AccountPaths.Sessions, await browser.SubmitAsync(await browser.FollowAsync(page), new { TestApp.Password }));
        Assert.LeadsTo(AccountPaths.Sessions, await browser.PressAsync(AccountPaths.Sessions, button));
    }

    [Fact]
    public async Task Asked_for_by_itself_it_leads_to_the_home_page()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.LeadsTo("/", await browser.SubmitAsync(AccountPaths.Reauthenticate, new { TestApp.Password }));
    }

    [Fact, Trait("Attack", "A122")]
    public async Task A_new_value_of_the_cookie_does_not_count_as_giving_the_password()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        app.Clock.Advance(_limits.RotateAfter);
        await browser.GetAsync("/");
        await app.SignedInAs(alice);

        Assert.LeadsTo(AskedOnTheWay, await browser.PressAsync(AccountPaths.Sessions, "End session"));
    }

    [Fact, Trait("Attack", "A122")]
    public async Task No_field_names_somebody_else_whose_password_would_do()
    {
        var bob = await app.NewUser("a password of his own");
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.Refuses("password", await browser.SubmitAsync(AccountPaths.Reauthenticate, new { username = bob.Email, password = "a password of his own" }));
    }
}
