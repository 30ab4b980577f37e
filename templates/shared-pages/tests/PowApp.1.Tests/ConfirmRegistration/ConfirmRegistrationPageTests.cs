using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The page behind the link of a new account, in the browser that registered it and in any other.</summary>
public sealed class ConfirmRegistrationPageTests(TestApp app) : IClassFixture<TestApp>
{
    private const string MallorysPassword = "the password of mallory";

    private readonly string _email = TestApp.NewAddress();

    [Fact]
    public async Task In_the_browser_that_registered_it_takes_one_button()
    {
        var browser = app.NewVisitor();

        var page = await browser.ConfirmAsync(await RegisterAsync(browser));

        Assert.LeadsTo(AccountPaths.SignIn, page);
        var signIn = await browser.FollowAsync(page);
        Assert.NotNull(signIn.Notice);
        Assert.Equal(_email, signIn.Field("email").Value);
        Assert.False(signIn.LinksTo(ConfirmRegistrationPaths.Ask));
        Assert.Null(browser.Session);
        Assert.LeadsTo("/", await browser.SubmitAsync(signIn, new { TestApp.Password }));
    }

    [Fact]
    public async Task A_form_that_was_open_for_too_long_does_not_ask_it_for_a_password()
    {
        var browser = app.NewVisitor();
        await browser.OpenAsync(await RegisterAsync(browser));

        var page = await browser.PostAsync(AccountPaths.ConfirmEmail);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.False(page.HasField("password"));
        Assert.LeadsTo(AccountPaths.SignIn, await browser.PressAsync(page, "Confirm my address"));
    }

    [Fact, Trait("Attack", "A56")]
    public async Task In_any_other_one_it_asks_for_a_password()
    {
        var alice = app.NewVisitor();
        var form = await alice.OpenAsync(await RegisterAsync(app.NewVisitor(), MallorysPassword));
        Assert.AsksFor("password", "password", form);
        Assert.AsksFor("passwordConfirmation", "password", form);

        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(alice, form));
    }

    [Fact, Trait("Attack", "A56")]
    public async Task A_form_without_that_password_leads_back_to_it()
    {
        var alice = app.NewVisitor();
        var form = await alice.OpenAsync(await RegisterAsync(app.NewVisitor(), MallorysPassword));

        var page = await alice.PostAsync(
            AccountPaths.ConfirmEmail, ("__RequestVerificationToken", form.Token), (LinkCookie.Field, form.Field(LinkCookie.Field).Value));

        Assert.LeadsTo(AccountPaths.ConfirmEmail, page);
        Assert.True(await IsUnconfirmedAsync());
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(alice, await alice.FollowAsync(page)));
    }

    [Fact]
    public async Task A_page_that_was_refused_can_be_reloaded()
    {
        var alice = app.NewVisitor();
        var form = await alice.OpenAsync(await RegisterAsync(app.NewVisitor(), MallorysPassword));
        Assert.Refuses(await alice.SubmitAsync(form, new { password = "short", passwordConfirmation = "short" }));

        Assert.AsksFor("password", "password", await alice.GetAsync(ConfirmRegistrationPaths.ConfirmWithPassword));
    }

    [Fact, Trait("Attack", "A166")]
    public async Task Each_form_says_which_address_it_confirms_and_confirms_no_other()
    {
        var (other, browser) = (TestApp.NewAddress(), app.NewVisitor());
        var form = await browser.OpenAsync(await RegisterAsync(app.NewVisitor(), MallorysPassword));
        await app.NewVisitor().RegisterAsync(other);
        var otherForm = await browser.OpenAsync((await app.Mailbox.ToAsync(other))[^1].Link);
        Assert.Contains(_email, form.Text);
        Assert.Contains(other, otherForm.Text);

        var refused = await ChooseAsync(browser, form);

        Assert.Contains("Another link", (await browser.FollowAsync(refused)).Notice);
        Assert.True(await IsUnconfirmedAsync());
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(browser, otherForm));
        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(other));
    }

    [Fact]
    public async Task A_form_that_has_to_wait_still_asks_for_a_new_password()
    {
        await using var own = new TestApp { Settings = { ["Accounts:Throttling:SignInsPerMinute"] = "1" } };
        await own.NewVisitor().RegisterAsync(_email);
        var alice = own.NewVisitor();
        var form = await alice.OpenAsync((await own.Mailbox.ToAsync(_email))[^1].Link);
        for (var i = 0; i < 2; i++) await alice.RegisterAsync(TestApp.NewAddress());

        var page = await ChooseAsync(alice, form);

        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.AsksFor("passwordConfirmation", "password", page);
    }

    [Theory, Trait("Attack", "A56")]
    [InlineData("")]
    [InlineData("bogus")]
    public async Task The_cookie_of_another_registration_does_not_do(string cookie)
    {
        var alice = app.NewVisitor();
        await alice.RegisterAsync(TestApp.NewAddress());
        if (cookie is not "") alice.Cookies.GetAllCookies().Single(one => one.Name.EndsWith("-registration")).Value = cookie;

        var form = await alice.OpenAsync(await RegisterAsync(app.NewVisitor(), MallorysPassword));

        Assert.AsksFor("password", "password", form);
    }

    [Fact]
    public async Task The_browser_is_still_known_when_another_link_was_asked_for()
    {
        var browser = app.NewVisitor();
        await RegisterAsync(browser);

        Assert.LeadsTo(ConfirmRegistrationPaths.Sent, await app.NewVisitor().AskToConfirmEmailAsync(_email));

        Assert.LeadsTo(AccountPaths.SignIn, await browser.ConfirmAsync((await app.Mailbox.ToAsync(_email))[^1].Link));
        Assert.LeadsTo("/", await browser.SignInAsync(_email));
    }

    /// <summary>A link to a new address of an account that has a password already.</summary>
    [Fact]
    public async Task Nobody_chooses_the_password_of_a_confirmed_account()
    {
        var bob = await app.NewUser();
        await (await app.SignedInAs(bob)).ChangeEmailAsync(_email);
        var browser = app.NewVisitor();
        var form = await browser.OpenAsync((await app.Mailbox.ToAsync(_email))[^1].Link);

        AssertIsNotValid(await browser.PostAsync(
            ConfirmRegistrationPaths.ConfirmWithPassword, ("__RequestVerificationToken", form.Token),
            ("Password", TestApp.NewPassword), ("PasswordConfirmation", TestApp.NewPassword)));

        Assert.False(await app.Db(db => db.Set<User>().AnyAsync(user => user.Email == _email)));
        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(bob));
    }

    [Fact, Trait("Attack", "A45"), Trait("Attack", "A51")]
    public async Task A_form_that_is_open_ends_with_its_link()
    {
        var (browser, second) = (app.NewVisitor(), app.NewVisitor());
        var link = await RegisterAsync(browser);
        var form = await second.OpenAsync(link);
        await browser.ConfirmAsync(link);
        var dead = await ChooseAsync(second, form);
        AssertIsNotValid(dead);
        Assert.Contains("confirmed already", (await second.FollowAsync(dead)).Notice);

        var (late, address) = (app.NewVisitor(), TestApp.NewAddress());
        await app.NewVisitor().RegisterAsync(address);
        var lateForm = await late.OpenAsync((await app.Mailbox.ToAsync(address))[^1].Link);
        app.Clock.Advance(app.Accounts.EmailConfirmation.LinkLifetime);
        AssertIsNotValid(await ChooseAsync(late, lateForm));
    }

    [Theory, Trait("Attack", "A53")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Looking_at_a_link_confirms_nothing(string method)
    {
        var browser = app.NewVisitor();
        var link = await RegisterAsync(browser);

        var scanner = browser.Copy();
        foreach (var url in new[] { link, link, AccountPaths.ConfirmEmail, ConfirmRegistrationPaths.ConfirmWithPassword })
            await scanner.SendAsync(new HttpRequestMessage(new HttpMethod(method), url));

        Assert.True(await IsUnconfirmedAsync());
        Assert.LeadsTo(AccountPaths.SignIn, await browser.ConfirmAsync(link));
    }

    [Fact]
    public async Task A_sign_in_that_was_held_comes_back_with_what_was_asked_for()
    {
        var browser = app.NewVisitor();
        var link = await RegisterAsync(browser);
        var held = await browser.SubmitAsync("/session/new?request_path=%2Fsessions", new { email = _email, TestApp.Password });
        Assert.LeadsTo(ConfirmRegistrationPaths.Sent, held);

        var page = await browser.ConfirmAsync(link);

        Assert.LeadsTo("/session/new?request_path=%2Fsessions", page);
        Assert.LeadsTo("/sessions", await browser.SubmitAsync(page.Location!, new { email = _email, TestApp.Password }));
    }

    [Theory, Trait("Attack", "A64")]
    [InlineData("https://evil.example/session/new")]
    [InlineData("//evil.example/session/new")]
    public async Task A_sign_in_that_was_held_leads_nowhere_else(string heldAt)
    {
        var browser = app.NewVisitor();
        var link = await RegisterAsync(browser);
        await browser.SignInAsync(_email);
        browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-held-sign-in")).Value = heldAt;

        Assert.LeadsTo(AccountPaths.SignIn, await browser.ConfirmAsync(link));
    }

    [Fact, Trait("Attack", "A54")]
    public async Task Who_is_signed_in_as_somebody_else_stays_that_user()
    {
        var bob = await app.NewUser();
        var registering = app.NewVisitor();
        var link = await RegisterAsync(registering);
        var browser = await app.SignedInAs(bob);
        browser.TakeCookiesOf(registering, named: name => name.EndsWith("-registration"));
        var value = browser.Session;

        Assert.LeadsTo(AccountPaths.SignIn, await browser.ConfirmAsync(link));

        Assert.Equal(value, browser.Session);
        Assert.Contains(bob.Email!, (await browser.GetAsync("/")).Text);
        Assert.False(await IsUnconfirmedAsync());
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_the_hash_of_its_cookie_is_kept_and_no_log_tells_it()
    {
        var browser = app.NewVisitor();
        var value = "";

        var log = await app.Log.Of(async () =>
        {
            var link = await RegisterAsync(browser);
            value = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-registration")).Value;
            Assert.False(app.Data.Keeps(value));
            await browser.ConfirmAsync(link);
        });

        Assert.DoesNotContain(value, log);
    }

    [Fact]
    public async Task In_production_its_cookie_is_for_this_host_and_https_alone()
    {
        await using var production = new ProductionApp();
        var browser = production.NewVisitor();

        await browser.RegisterAsync(_email);

        var cookie = Assert.Single(browser.SetCookies, cookie => cookie.Contains("-registration="));
        Assert.StartsWith("__Host-", cookie);
        Assert.EndsWith("; max-age=86400; path=/; secure; samesite=lax; httponly", cookie);
    }

    private static void AssertIsNotValid(Page page) => Assert.LeadsTo(ConfirmRegistrationPaths.Ask, page);

    private static Task<Page> ChooseAsync(Browser browser, Page form) =>
        browser.SubmitAsync(form, new { password = TestApp.Password, passwordConfirmation = TestApp.Password });

    private Task<bool> IsUnconfirmedAsync() => app.Db(db => db.Set<User>().AnyAsync(user => user.NormalizedEmail == _email && user.IsUnconfirmed));

    /// <summary>Registers the address, and returns the link that it gets.</summary>
    private async Task<string> RegisterAsync(Browser browser, string password = TestApp.Password)
    {
        await browser.RegisterAsync(_email, password);
        return (await app.Mailbox.ToAsync(_email))[^1].Link;
    }
}
