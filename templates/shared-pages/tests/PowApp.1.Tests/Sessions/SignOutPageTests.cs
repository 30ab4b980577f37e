using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class SignOutPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A18")]
    public async Task A_signed_out_cookie_is_gone_and_its_copies_lead_to_the_sign_in_page()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var copy = browser.Copy();

        Assert.LeadsTo(AccountPaths.SignIn, await browser.SignOutAsync());

        Assert.Null(browser.Session);
        Assert.LeadsTo("/session/new?request_path=%2Fregistration%2Fedit", await copy.GetAsync(AccountPaths.Account));
        Assert.LeadsTo("/session/new?request_path=%2Fsessions", await copy.GetAsync(AccountPaths.Sessions));
    }

    [Fact]
    public async Task The_next_page_says_so_once()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var signedOut = await browser.SignOutAsync();

        Assert.NotNull((await browser.FollowAsync(signedOut)).Notice);
        Assert.Null((await browser.FollowAsync(signedOut)).Notice);
    }

    [Theory]
    [InlineData("/")]
    [InlineData(AccountPaths.Account)]
    [InlineData(AccountPaths.Sessions)]
    [InlineData(AccountPaths.Reauthenticate)]
    public async Task Every_page_offers_it(string path)
    {
        var browser = await app.SignedInAs(await app.NewUser());

        await browser.PressAsync(path, "Sign out");

        Assert.False(await browser.IsSignedInAsync());
    }

    /// <summary>"cookies" would clear those of all other hosts of the domain too.</summary>
    [Fact, Trait("Attack", "A39")]
    public async Task The_browser_is_told_to_forget_what_it_kept()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var page = await browser.SignOutAsync();

        Assert.Equal(["\"cache\", \"storage\""], page.Headers.GetValues("Clear-Site-Data"));
    }

    [Fact, Trait("Attack", "A39")]
    public async Task The_cookie_is_erased_with_the_attributes_it_was_set_with()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        await browser.SignInAsync(alice);
        var written = browser.SetCookies.Last(cookie => cookie.Contains("-session="));

        await browser.SignOutAsync();

        var erased = browser.SetCookies.Last(cookie => cookie.Contains("-session="));
        Assert.Contains("expires=Thu, 01 Jan 1970 00:00:00 GMT", Attributes(erased));
        Assert.Equal(Attributes(written), Attributes(erased).Where(attribute => !attribute.StartsWith("expires=")));
    }

    [Fact]
    public async Task An_anonymous_browser_is_led_to_the_sign_in_page()
    {
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(AccountPaths.SignIn);

        Assert.LeadsTo(AccountPaths.SignIn, await browser.PostAsync(AccountPaths.SignOut, ("__RequestVerificationToken", form.Token)));
    }

    [Fact]
    public async Task A_link_cannot_do_it()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        await browser.GetAsync(AccountPaths.SignOut);

        Assert.True(await browser.IsSignedInAsync());
    }

    private static IEnumerable<string> Attributes(string cookie) => cookie.Split("; ").Skip(1);
}
