using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Whose session ended meanwhile is told so once, and after signing in goes on with the page that they were on.</summary>
public sealed class EndedSessionTests(TestApp app) : IClassFixture<TestApp>
{
    private const string SignInForAccount = "/session/new?request_path=%2Fregistration%2Fedit";

    [Fact]
    public async Task The_sign_in_page_says_so_once()
    {
        var browser = await ExpiredAsync(await app.NewUser());

        var page = await browser.GetAsync(AccountPaths.Account);

        Assert.LeadsTo(SignInForAccount, page);
        Assert.Contains("session has ended", (await browser.FollowAsync(page)).Notice);
        Assert.Null(browser.Session);
        Assert.Null((await browser.FollowAsync(await browser.GetAsync(AccountPaths.Account))).Notice);
    }

    [Fact]
    public async Task A_session_that_was_ended_on_another_device_is_no_different()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        await (await app.SignedInAs(alice)).EndOtherSessionsAsync();

        Assert.Contains("session has ended", (await browser.FollowAsync(await browser.GetAsync(AccountPaths.Sessions))).Notice);
    }

    [Theory]
    [InlineData(AccountPaths.ChangePassword, null, AccountPaths.Account)]
    [InlineData(AccountPaths.DeleteAccount, AccountPaths.ChangePassword, AccountPaths.Account)]
    [InlineData(AccountPaths.EndOtherSessions, AccountPaths.Sessions, AccountPaths.Sessions)]
    [InlineData(AccountPaths.ChangeEmail, AccountPaths.Account, AccountPaths.Account)]
    [InlineData("/session/reauthenticate?request_path=%2Fsessions", AccountPaths.Reauthenticate, AccountPaths.Sessions)]
    public async Task After_a_form_signing_in_leads_back_to_its_page(string path, string? referrer, string leadsTo)
    {
        var alice = await app.NewUser();
        var browser = await ExpiredAsync(alice);
        if (referrer is not null) browser.Headers.Referrer = new Uri(app.Origin, referrer);

        var page = await browser.PostAsync(path);

        Assert.LeadsTo(AccountPaths.WithRequestPath(AccountPaths.SignIn, leadsTo), page);
        var signIn = await browser.FollowAsync(page);
        Assert.Contains("session has ended", signIn.Notice);
        Assert.LeadsTo(leadsTo, await browser.SubmitAsync(signIn, new { alice.Email, TestApp.Password }));
    }

    [Theory, Trait("Attack", "A64")]
    [InlineData(null)]
    [InlineData("https://evil.test/registration/edit")]
    [InlineData("http://evil.test/registration/edit")] // Its host is as long as that of this app.
    [InlineData("http://localhost.evil.test/registration/edit")]
    [InlineData("http://localhost//evil.test")]
    [InlineData("/registration/edit")]
    public async Task A_page_of_another_site_is_not_come_back_to(string? referrer)
    {
        var browser = await ExpiredAsync(await app.NewUser());
        browser.Headers.TryAddWithoutValidation("Referer", referrer);

        Assert.LeadsTo(AccountPaths.SignIn, await browser.PostAsync(AccountPaths.ChangeEmail));
    }

    [Fact]
    public async Task Who_signs_out_is_signed_out()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var form = await browser.GetAsync(AccountPaths.Account);
        browser.Headers.Referrer = new Uri(app.Origin, AccountPaths.Account);
        app.Clock.Advance(app.Accounts.Sessions.IdleTimeout);

        var page = await browser.PressAsync(form, "Sign out");

        Assert.LeadsTo(AccountPaths.SignIn, page);
        Assert.Equal("You've been signed out.", (await browser.FollowAsync(page)).Notice);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task Nobody_else_is_told_so()
    {
        var (visitor, signedOut) = (app.NewVisitor(), await app.SignedInAs(await app.NewUser()));
        await signedOut.FollowAsync(await signedOut.SignOutAsync());

        foreach (var browser in new[] { visitor, signedOut })
            Assert.Null((await browser.FollowAsync(await browser.GetAsync(AccountPaths.Account))).Notice);
    }

    [Fact]
    public async Task A_request_with_HEAD_is_told_nothing()
    {
        var browser = await ExpiredAsync(await app.NewUser());

        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, AccountPaths.Account));

        Assert.NotNull(browser.Session);
        Assert.Contains("session has ended", (await browser.FollowAsync(await browser.GetAsync(AccountPaths.Account))).Notice);
    }

    private async Task<Browser> ExpiredAsync(User user)
    {
        var browser = await app.SignedInAs(user);
        app.Clock.Advance(app.Accounts.Sessions.IdleTimeout);
        return browser;
    }
}
