using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Who is asked to sign in on the way to a page comes back to it, and never to another site.</summary>
public sealed class RequestPathTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Signing_in_leads_to_the_page_that_asked_for_it()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();

        var page = await browser.GetAsync("/sessions?page=2");
        Assert.LeadsTo("/session/new?request_path=%2Fsessions%3Fpage%3D2", page);

        var form = await browser.FollowAsync(page);
        var refused = await browser.SubmitAsync(form, new { alice.Email, password = "not her password" });
        Assert.LeadsTo("/sessions?page=2", await browser.SubmitAsync(refused, new { alice.Email, TestApp.Password }));
    }

    [Fact]
    public async Task A_form_cannot_be_come_back_to()
    {
        var browser = app.NewVisitor();
        var token = ("__RequestVerificationToken", (await browser.GetAsync(AccountPaths.SignIn)).Token);

        Assert.LeadsTo(AccountPaths.SignIn, await browser.PostAsync(AccountPaths.ChangeEmail, token));
        Assert.LeadsTo(AccountPaths.SignIn, await browser.PostAsync(AccountPaths.DeleteAccount, token));
    }

    [Theory]
    [InlineData("/custom")]
    [InlineData("/custom?a=1&b=//two#three")]
    [InlineData("/%2fnot-a-host")]
    [InlineData("/a..b/.../c?../..")]
    public async Task A_path_of_this_site_is_followed(string path) => Assert.LeadsTo(path, await SignInOnTheWayToAsync(path));

    [Theory, Trait("Attack", "A64")]
    [InlineData("//evil.test")]
    [InlineData("///evil.test")]
    [InlineData(@"/\evil.test")]
    [InlineData(@"\\evil.test")]
    [InlineData(@"/account\@evil.test")]
    [InlineData("https:evil.test")]
    [InlineData("https://evil.test")]
    [InlineData("http://localhost")]
    [InlineData("http://localhost@evil.test")]
    [InlineData("http://localhost.evil.test")]
    [InlineData("/\t/evil.test")]
    [InlineData("/\t\\evil.test")]
    [InlineData("\t//evil.test")]
    [InlineData(" //evil.test")]
    [InlineData("~//evil.test")]
    [InlineData("/..//evil.test")]
    [InlineData("/.//evil.test")]
    [InlineData("/..")]
    [InlineData("/../other-app")]
    [InlineData("/sessions/.%2E/%2e%2e/other-app")]
    [InlineData("evil.test")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("")]
    public async Task Any_other_path_is_not_followed(string path) => Assert.LeadsTo("/", await SignInOnTheWayToAsync(path));

    [Theory, Trait("Attack", "A65")]
    [InlineData("/x\r\nSet-Cookie: a=b")]
    [InlineData("/x\nSet-Cookie: a=b")]
    [InlineData("/x\u010d\u010aSet-Cookie: a=b")]
    [InlineData("/x\u560d\u560aSet-Cookie: a=b")]
    [InlineData("/x\0")]
    public async Task None_can_add_a_header(string path)
    {
        var page = await SignInOnTheWayToAsync(path);

        Assert.LeadsTo("/", page);
        Assert.DoesNotContain(page.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("a="));
    }

    [Fact, Trait("Attack", "A64")]
    public async Task A_field_of_the_form_has_no_say()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var token = (await browser.GetAsync(AccountPaths.SignIn)).Token;

        Assert.LeadsTo("/", await browser.PostAsync(
            AccountPaths.SignIn, ("Email", alice.Email!), ("Password", TestApp.Password), ("request_path", "/x"), ("requestPath", "/x"),
            ("__RequestVerificationToken", token)));
    }

    [Theory, Trait("Attack", "A64")]
    [InlineData("/custom", "/custom")]
    [InlineData("//evil.test", "/")]
    [InlineData(@"/\evil.test", "/")]
    public async Task Giving_the_password_again_keeps_to_the_same_rule(string path, string leadsTo)
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.LeadsTo(leadsTo, await browser.SubmitAsync(AccountPaths.WithRequestPath(AccountPaths.Reauthenticate, path), new { TestApp.Password }));
    }

    private async Task<Page> SignInOnTheWayToAsync(string path)
    {
        var alice = await app.NewUser();
        return await app.NewVisitor().SubmitAsync(AccountPaths.WithRequestPath(AccountPaths.SignIn, path), new { alice.Email, TestApp.Password });
    }
}
