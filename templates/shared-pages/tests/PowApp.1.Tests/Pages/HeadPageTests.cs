using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A page that is asked for with HEAD is shown to nobody: what it would show once is still there afterwards.</summary>
public sealed class HeadPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_notice_is_kept()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await browser.ChangePasswordAsync();

        await HeadAsync(browser, AccountPaths.Account);

        Assert.Contains("password has been changed", (await browser.GetAsync(AccountPaths.Account)).Notice);
        Assert.Null((await browser.GetAsync(AccountPaths.Account)).Notice);
    }

    [Fact]
    public async Task So_is_an_address_that_was_typed_before_the_password_was_asked_for()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var form = await browser.GetAsync(AccountPaths.Account);
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);
        var email = TestApp.NewAddress();
        Assert.True((await browser.SubmitAsync(form, new { email })).AsksForPassword);
        await browser.SubmitAsync(AccountPaths.Reauthenticate, new { TestApp.Password });

        await HeadAsync(browser, AccountPaths.Account);

        Assert.Equal(email, (await browser.GetAsync(AccountPaths.Account)).Field("email").Value);
        Assert.Equal("", (await browser.GetAsync(AccountPaths.Account)).Field("email").Value);
    }

    [Fact]
    public async Task A_visitor_is_led_to_the_sign_in_page_and_back()
    {
        var page = await HeadAsync(app.NewVisitor(), AccountPaths.Sessions);

        Assert.LeadsTo(AccountPaths.WithRequestPath(AccountPaths.SignIn, AccountPaths.Sessions), page);
    }

    private static Task<Page> HeadAsync(Browser browser, string path) => browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
}
