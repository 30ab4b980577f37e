using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class AntiforgeryTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A74")]
    public async Task Another_site_signs_nobody_in()
    {
        var mallory = await app.NewUser();
        var browser = app.NewVisitor();

        var page = await browser.PostAsync(AccountPaths.SignIn, ("Email", mallory.Email!), ("Password", TestApp.Password));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task The_refusal_explains_and_brings_a_fresh_form_that_works()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();

        var page = await browser.PostAsync(AccountPaths.SignIn, ("Email", alice.Email!), ("Password", TestApp.Password));
        Assert.NotNull(page.Summary);
        Assert.Equal("", page.Field("email").Value);
        Assert.DoesNotContain(TestApp.Password, page.Html);

        Assert.LeadsTo("/", await browser.SubmitAsync(page, new { alice.Email, TestApp.Password }));
    }

    [Fact]
    public async Task The_refusal_says_that_cookies_are_needed_where_there_are_none()
    {
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(AccountPaths.SignIn);
        var blocked = await app.NewVisitor().SubmitAsync(form, new { Email = "alice@example.com", TestApp.Password });

        Assert.Equal(HttpStatusCode.BadRequest, blocked.Status);
        Assert.Contains("Allow cookies", blocked.Summary);

        var stale = await browser.PostAsync(AccountPaths.SignIn, ("__RequestVerificationToken", "of another time"));
        Assert.Equal(HttpStatusCode.BadRequest, stale.Status);
        Assert.Contains("open too long", stale.Summary);
    }

    [Theory, Trait("Attack", "A93")]
    [InlineData("junk")]
    [InlineData("%00")]
    [InlineData("CfDJ8")]
    [InlineData("CfDJ8MTVPmiBZ1hOkAxH7tSjvTxNjU2NTY1NjU2NTY1NjU2NTY1NjU2NTY1NjU2NTY1NjU2NTY1NjU2NTY1Ng")]
    public async Task A_cookie_that_cannot_be_read_is_replaced_and_is_no_error_of_the_app(string value)
    {
        await using var production = new ProductionApp();
        var alice = await production.NewUser();
        var browser = production.NewVisitor();
        await browser.GetAsync(AccountPaths.SignIn);
        browser.Cookies.GetCookies(production.Origin).Single().Value = value;

        var refused = await browser.PostAsync(AccountPaths.SignIn, ("Email", alice.Email!), ("Password", TestApp.Password));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("open too long", refused.Summary);
        Assert.NotEqual(value, browser.Cookies.GetCookies(production.Origin).Single().Value);

        browser.Cookies.GetCookies(production.Origin).Single().Value = value;
        var form = await browser.GetAsync(AccountPaths.SignIn);
        Assert.Equal(HttpStatusCode.OK, form.Status);
        Assert.LeadsTo("/", await browser.SubmitAsync(form, new { alice.Email, TestApp.Password }));
        Assert.Empty(production.Log.Errors);
    }

    [Theory]
    [InlineData(AccountPaths.ChangeEmail)]
    [InlineData(AccountPaths.ChangePassword)]
    [InlineData(AccountPaths.DeleteAccount)]
    public async Task The_refusal_of_a_form_on_the_account_page_brings_a_fresh_one_that_works(string path)
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var page = await browser.PostAsync(path, ("CurrentPassword", TestApp.Password));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.LeadsTo(AccountPaths.Account, await browser.SubmitAsync(page, new { email = TestApp.NewAddress() }));
    }

    [Fact, Trait("Attack", "A75")]
    public async Task The_form_of_one_user_is_of_no_use_to_another()
    {
        var (alice, mallory) = (await app.SignedInAs(await app.NewUser()), await app.SignedInAs(await app.NewUser()));
        var form = await mallory.GetAsync(AccountPaths.Account);
        alice.TakeCookiesOf(mallory, name => name.EndsWith("-forms"));

        Assert.Equal(HttpStatusCode.BadRequest, (await alice.PressAsync(form, "Sign out")).Status);
        Assert.True(await alice.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A75")]
    public async Task A_form_is_of_no_use_after_signing_in_or_out()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var anonymous = await browser.GetAsync(AccountPaths.SignIn);
        await browser.SubmitAsync(anonymous, new { alice.Email, TestApp.Password });
        var signedIn = await browser.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(AccountPaths.SignOut, ("__RequestVerificationToken", anonymous.Token))).Status);

        await browser.PressAsync(signedIn, "Sign out");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(AccountPaths.SignIn, ("__RequestVerificationToken", signedIn.Token))).Status);
    }
}
