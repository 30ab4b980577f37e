using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

public sealed class SignInPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task It_asks_for_an_address_and_a_password()
    {
        var page = await app.NewVisitor().GetAsync(AccountPaths.SignIn);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.AsksFor("email", "email", page);
        Assert.AsksFor("password", "password", page);
        Assert.DoesNotContain("request_path", page.Html);
    }

    [Fact]
    public async Task Signing_in_leads_to_the_home_page() =>
        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(await app.NewUser()));

    [Fact]
    public async Task A_wrong_password_brings_it_back_with_the_address_alone()
    {
        var alice = await app.NewUser();

        var page = await app.NewVisitor().SignInAsync(alice, "not her password");

        Assert.Refuses("password", page);
        Assert.Single(page.Document.QuerySelectorAll("[role=alert] li"));
        Assert.True(page.Field("password").HasAttribute("autofocus"));
        Assert.Equal(alice.Email, page.Field("email").Value);
    }

    [Fact, Trait("Attack", "A04")]
    public async Task It_says_the_same_of_an_address_without_an_account()
    {
        var (alice, nobody) = (await app.NewUser(), TestApp.NewAddress());

        Assert.Equal(await ShapeAsync(alice.Email!), await ShapeAsync(nobody));

        async Task<string> ShapeAsync(string email)
        {
            var browser = app.NewVisitor();
            var page = await browser.SignInAsync(email, "not the password");
            return page.ShapeWithout(email) + string.Join(' ', browser.Cookies.GetAllCookies().Select(cookie => cookie.Name));
        }
    }

    [Fact]
    public async Task An_address_that_was_typed_is_there_until_somebody_signs_in()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        await browser.SignInAsync(alice, "not her password");

        var page = await browser.GetAsync(AccountPaths.SignIn);
        Assert.Equal(alice.Email, page.Field("email").Value);
        Assert.True(page.Field("password").HasAttribute("autofocus"));
        await browser.SubmitAsync(page, new { TestApp.Password });
        await browser.SignOutAsync();

        Assert.Equal("", (await browser.GetAsync(AccountPaths.SignIn)).Field("email").Value);
    }

    [Theory]
    [InlineData("no address", "no address")]
    [InlineData("alice@example.com {0}", "")] // Too long to be one, and for a cookie.
    public async Task What_is_no_address_is_there_too(string format, string expected)
    {
        var browser = app.NewVisitor();
        await browser.SignInAsync(string.Format(format, new string('a', EmailAddress.MaxLength)), "any password");

        Assert.Equal(expected, (await browser.GetAsync(AccountPaths.SignIn)).Field("email").Value);
    }

    [Fact, Trait("Attack", "A146")]
    public async Task A_cookie_that_is_not_ours_fills_in_nothing()
    {
        var browser = app.NewVisitor();
        await browser.SignInAsync(TestApp.NewAddress(), "any password");
        browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-email")).Value = "mallory@example.com";

        Assert.Equal("", (await browser.GetAsync(AccountPaths.SignIn)).Field("email").Value);
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_each_field()
    {
        var page = await app.NewVisitor().SignInAsync("", "");

        Assert.Refuses("email", page);
        Assert.Refuses("password", page);
    }

    [Theory, Trait("Attack", "A87")]
    [InlineData("\0", TestApp.Password)]
    [InlineData("alice\0@example.com", TestApp.Password)]
    [InlineData("alice@example.com", "\0")]
    [InlineData("alice@example.com", "a password with a \0 in it")]
    public async Task A_NUL_is_refused(string email, string password)
    {
        var page = await app.NewVisitor().SignInAsync(email, password);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
    }

    [Fact, Trait("Attack", "A15")]
    public async Task Nothing_that_a_browser_had_before_it_signed_in_is_good_for_anything()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        await browser.GetAsync(AccountPaths.SignIn);
        var planted = browser.Copy();

        await browser.SignInAsync(alice);

        Assert.True(await browser.IsSignedInAsync());
        Assert.False(await planted.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A16")]
    public async Task A_session_that_somebody_planted_ends_when_its_victim_signs_in()
    {
        var (alice, mallory) = (await app.NewUser(), await app.NewUser());
        var intruder = await app.SignedInAs(mallory);
        var victim = app.NewVisitor();
        var form = await victim.GetAsync(AccountPaths.SignIn);
        victim.TakeCookiesOf(intruder);

        var expired = await victim.SubmitAsync(form, new { alice.Email, TestApp.Password });
        Assert.Equal(HttpStatusCode.BadRequest, expired.Status);
        Assert.LeadsTo("/", await victim.SubmitAsync(expired, new { alice.Email, TestApp.Password }));

        Assert.Contains(alice.Email!, (await victim.GetAsync("/")).Text);
        Assert.False(await intruder.IsSignedInAsync());
        Assert.Equal([alice.Id], await app.Db(db => db.Set<Session>()
            .Where(session => session.UserId == alice.Id || session.UserId == mallory.Id).Select(session => session.UserId).ToListAsync()));
    }

    [Fact, Trait("Attack", "A16")]
    public async Task A_wrong_password_leaves_the_session_of_the_browser_alone()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(AccountPaths.SignIn);
        browser.TakeCookiesOf(await app.SignedInAs(alice));

        var page = await browser.SubmitAsync(await browser.SubmitAsync(form, new { alice.Email, password = "" }), new { alice.Email, password = "not hers" });

        Assert.Refuses(page);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Who_is_signed_in_has_no_use_for_it()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.LeadsTo("/", await browser.GetAsync(AccountPaths.SignIn));
    }
}
