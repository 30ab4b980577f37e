using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The pages that wait for the link, where a registration and a sign-in that comes too early lead, and send it again.</summary>
public sealed class ConfirmationRequestPageTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();

    [Fact]
    public async Task The_page_asks_for_the_address()
    {
        var browser = app.NewVisitor();

        var page = await browser.GetAsync(ConfirmRegistrationPaths.Ask);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.AsksFor("email", "email", page);
        Assert.True(page.LinksTo(AccountPaths.SignIn));
    }

    [Fact]
    public async Task It_leads_to_a_page_that_names_the_address_and_sends_the_email_again()
    {
        var (browser, address) = (app.NewVisitor(), _email.Replace("example.com", "EXAMPLE.com"));
        await app.NewVisitor().RegisterAsync(_email);

        var page = await browser.AskToConfirmEmailAsync($" {address}\u200B");
        Assert.LeadsTo(ConfirmRegistrationPaths.Sent, page);
        page = await browser.FollowAsync(page);
        Assert.Contains(address, page.Document.QuerySelector("main .lead")!.TextContent);
        Assert.Contains(address, page.Notice);

        page = await browser.PressAsync(page, "Resend email");
        Assert.LeadsTo(ConfirmRegistrationPaths.Sent, page);
        Assert.Contains(address, (await browser.FollowAsync(page)).Notice);
        Assert.Equal(3, (await app.Mailbox.ToAsync(_email)).Count);
    }

    [Fact]
    public async Task A_double_click_sends_one_email()
    {
        var browser = app.NewVisitor();
        var form = await browser.FollowAsync(await browser.RegisterAsync(_email));

        await Task.WhenAll(browser.PressAsync(form, "Resend email"), browser.PressAsync(form, "Resend email"));

        Assert.Equal(2, (await app.Mailbox.ToAsync(_email)).Count);
    }

    [Fact]
    public async Task The_page_that_names_the_address_leads_on_whatever_is_wrong()
    {
        var browser = app.NewVisitor();

        var page = await browser.FollowAsync(await browser.RegisterAsync(_email));

        Assert.True(page.LinksTo(AccountPaths.Register) && page.LinksTo(AccountPaths.SignIn));
    }

    [Fact]
    public async Task Where_no_address_is_remembered_it_is_asked_for() =>
        Assert.LeadsTo(ConfirmRegistrationPaths.Ask, await app.NewVisitor().GetAsync(ConfirmRegistrationPaths.Sent));

    [Fact]
    public async Task The_sign_in_page_leads_to_it_in_a_browser_that_waits_for_the_email()
    {
        var browser = app.NewVisitor();
        Assert.False((await browser.GetAsync(AccountPaths.SignIn)).LinksTo(ConfirmRegistrationPaths.Ask));

        await browser.RegisterAsync(_email);

        Assert.True((await browser.GetAsync(AccountPaths.SignIn)).LinksTo(ConfirmRegistrationPaths.Ask));
        Assert.Equal(_email, (await browser.GetAsync(ConfirmRegistrationPaths.Ask)).Field("email").Value);
    }

    [Fact, Trait("Attack", "A01")]
    public async Task A_registration_leads_to_the_same_page_whether_or_not_the_address_has_an_account()
    {
        var alice = await app.NewUser();

        Assert.Equal(await ShapeAsync(_email), await ShapeAsync(alice.Email!));

        async Task<string> ShapeAsync(string email)
        {
            var browser = app.NewVisitor();
            var page = await browser.RegisterAsync(email);
            Assert.LeadsTo(ConfirmRegistrationPaths.Sent, page);
            Assert.Null(browser.Session);
            return (await browser.FollowAsync(page)).ShapeWithout(email) + string.Join(' ', browser.Cookies.GetAllCookies().Select(cookie => cookie.Name));
        }
    }

    [Fact, Trait("Attack", "A04")]
    public async Task Signing_in_with_the_right_password_leads_to_the_page_that_names_the_address()
    {
        await app.NewVisitor().RegisterAsync(_email);
        var browser = app.NewVisitor();

        var page = await browser.SignInAsync(_email);

        Assert.LeadsTo(ConfirmRegistrationPaths.Sent, page);
        Assert.Contains(_email, (await browser.FollowAsync(page)).Text);
        Assert.Null(browser.Session);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name.EndsWith("-device"));
    }

    [Fact, Trait("Attack", "A09")]
    public async Task No_address_is_taken_from_the_URL() =>
        Assert.Equal("", (await app.NewVisitor().GetAsync($"{ConfirmRegistrationPaths.Ask}?email={_email}&Email={_email}")).Field("email").Value);

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
