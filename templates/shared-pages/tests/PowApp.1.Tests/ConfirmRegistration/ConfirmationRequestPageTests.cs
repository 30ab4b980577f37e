using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The page that sends the link again; a registration leads to it, and so does a sign-in that comes too early.</summary>
public sealed class ConfirmationRequestPageTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();

    [Fact]
    public async Task The_page_asks_for_the_address_and_the_sign_in_page_leads_to_it()
    {
        var browser = app.NewVisitor();

        Assert.True((await browser.GetAsync(AccountPaths.SignIn)).LinksTo(ConfirmRegistrationPaths.Ask));
        var page = await browser.GetAsync(ConfirmRegistrationPaths.Ask);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.AsksFor("email", "email", page);
        Assert.True(page.LinksTo(AccountPaths.SignIn));
        Assert.LeadsTo(AccountPaths.SignIn, await browser.AskToConfirmEmailAsync(_email));
    }

    [Fact, Trait("Attack", "A01")]
    public async Task A_registration_leads_to_it_whether_or_not_the_address_has_an_account()
    {
        var alice = await app.NewUser();

        Assert.Equal(await ShapeAsync(_email), await ShapeAsync(alice.Email!));

        async Task<string> ShapeAsync(string email)
        {
            var browser = app.NewVisitor();
            var page = await browser.RegisterAsync(email);
            Assert.LeadsTo(ConfirmRegistrationPaths.Ask, page);
            Assert.Null(browser.Session);
            return (await browser.FollowAsync(page)).ShapeWithout(email) + string.Join(' ', browser.Cookies.GetAllCookies().Select(cookie => cookie.Name));
        }
    }

    [Fact, Trait("Attack", "A04")]
    public async Task Signing_in_with_the_right_password_leads_to_it()
    {
        await app.NewVisitor().RegisterAsync(_email);
        var browser = app.NewVisitor();

        Assert.LeadsTo(ConfirmRegistrationPaths.Ask, await browser.SignInAsync(_email));

        Assert.Null(browser.Session);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name.EndsWith("-device"));
    }

    [Fact, Trait("Attack", "A09")]
    public async Task No_address_is_taken_from_the_URL() =>
        Assert.DoesNotContain(_email, (await app.NewVisitor().GetAsync($"{ConfirmRegistrationPaths.Ask}?email={_email}&Email={_email}")).Html);

    [Fact]
    public async Task One_email_too_many_keeps_what_was_typed()
    {
        var browser = app.NewVisitor();
        for (var i = 0; i < app.Accounts.Throttling.MailsPerHour; i++) await browser.AskToConfirmEmailAsync(TestApp.NewAddress());

        var page = await browser.AskToConfirmEmailAsync(_email);

        Assert.MustWait(TimeSpan.FromHours(1), page);
        Assert.Equal(_email, page.Field("email").Value);
    }
}
