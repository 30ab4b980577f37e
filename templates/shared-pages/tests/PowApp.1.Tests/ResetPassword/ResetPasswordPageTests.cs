using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The page that asks for an address, and the one behind the link.</summary>
public sealed class ResetPasswordPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_page_asks_for_the_address_and_the_sign_in_page_leads_to_it()
    {
        var browser = app.NewVisitor();

        Assert.True((await browser.GetAsync(AccountPaths.SignIn)).LinksTo(ResetPasswordPaths.Ask));
        var page = await browser.GetAsync(ResetPasswordPaths.Ask);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.AsksFor("email", "email", page);
        Assert.True(page.LinksTo(AccountPaths.SignIn));
    }

    [Fact]
    public async Task It_leads_to_a_page_that_names_the_address_and_sends_the_email_again()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();

        var page = await browser.AskToResetPasswordAsync(alice.Email!);
        Assert.LeadsTo(ResetPasswordPaths.Sent, page);
        page = await browser.FollowAsync(page);
        Assert.StartsWith($"If an account exists for {alice.Email}, ", page.Document.QuerySelector("main .lead")!.TextContent);
        Assert.Null(page.Notice);
        Assert.True(page.LinksTo(ResetPasswordPaths.Ask) && page.LinksTo(AccountPaths.SignIn));

        page = await browser.PressAsync(page, "Resend email");
        Assert.LeadsTo(ResetPasswordPaths.Sent, page);
        Assert.Equal($"If an account exists for {alice.Email}, we've emailed it again.", (await browser.FollowAsync(page)).Notice);
        Assert.Equal(2, (await app.Mailbox.ToAsync(alice.Email)).Count);
    }

    [Fact, Trait("Attack", "A06")]
    public async Task Neither_page_tells_whether_there_is_an_account()
    {
        var (alice, nobody) = (await app.NewUser(), TestApp.NewAddress());

        Assert.Equal(await ShapeAsync(alice.Email!), await ShapeAsync(nobody));

        async Task<string> ShapeAsync(string email)
        {
            var browser = app.NewVisitor();
            var sent = await browser.FollowAsync(await browser.AskToResetPasswordAsync(email));
            var resent = await browser.FollowAsync(await browser.PressAsync(sent, "Resend email"));
            return sent.ShapeWithout(email) + resent.ShapeWithout(email);
        }
    }

    [Fact]
    public async Task A_double_click_sends_one_email()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(ResetPasswordPaths.Ask);

        await Task.WhenAll(browser.SubmitAsync(form, new { alice.Email }), browser.SubmitAsync(form, new { alice.Email }));

        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task Where_no_address_is_remembered_it_is_asked_for() =>
        Assert.LeadsTo(ResetPasswordPaths.Ask, await app.NewVisitor().GetAsync(ResetPasswordPaths.Sent));

    [Fact]
    public async Task After_a_sign_in_that_failed_the_address_is_there()
    {
        var (browser, email) = (app.NewVisitor(), TestApp.NewAddress());

        var refused = await browser.SignInAsync(email, "not the password");

        Assert.True(refused.LinksTo(ResetPasswordPaths.Ask));
        Assert.Equal(email, (await browser.GetAsync(ResetPasswordPaths.Ask)).Field("email").Value);
    }

    [Fact]
    public async Task What_is_no_address_stays_in_the_form_without_what_is_invisible_around_it()
    {
        var page = await app.NewVisitor().AskToResetPasswordAsync("\u200Bno address\u00A0");

        Assert.Refuses("email", page);
        Assert.Equal("no address", page.Field("email").Value);
    }

    [Fact]
    public async Task The_next_page_names_the_address_without_what_is_invisible_around_it()
    {
        var (browser, email) = (app.NewVisitor(), TestApp.NewAddress());

        var page = await browser.FollowAsync(await browser.AskToResetPasswordAsync($" {email}\u200B"));

        Assert.Equal(email, page.Field("email").Value);
    }

    [Fact]
    public async Task The_link_leads_to_a_form_and_the_form_to_sign_in_with_the_address_filled_in()
    {
        var alice = await app.NewUser();
        var browser = await OpenAsync(await app.ResetSecretOf(alice));
        var form = await browser.GetAsync(ResetPasswordPaths.ChoosePassword);
        Assert.AsksFor("password", "password", form);
        Assert.AsksFor("passwordConfirmation", "password", form);

        var page = await ChooseAsync(browser, form);

        Assert.LeadsTo(AccountPaths.SignIn, page);
        var signIn = await browser.FollowAsync(page);
        Assert.NotNull(signIn.Notice);
        Assert.Equal(alice.Email, signIn.Field("email").Value);
        Assert.True(signIn.Field("password").HasAttribute("autofocus"));
    }

    [Fact, Trait("Attack", "A52")]
    public async Task The_secret_leaves_the_address_bar_at_once()
    {
        var secret = await SecretAsync();
        var browser = app.NewVisitor();

        var page = await browser.GetAsync(ResetPasswordPaths.Link.With(secret));
        Assert.LeadsTo(ResetPasswordPaths.ChoosePassword, page);
        Assert.Equal(["no-referrer"], page.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("max-age=600", Assert.Single(browser.SetCookies, cookie => cookie.Contains("-reset-password=")));

        Assert.DoesNotContain(secret, (await browser.FollowAsync(page)).Html);
    }

    [Theory, Trait("Attack", "A53")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Looking_at_a_link_does_not_use_it_up(string method)
    {
        var alice = await app.NewUser();
        var secret = await app.ResetSecretOf(alice);
        var link = ResetPasswordPaths.Link.With(secret);

        var scanner = app.NewVisitor();
        scanner.Headers.Add("Purpose", "prefetch");
        for (var look = 0; look < 3; look++) await scanner.SendAsync(new HttpRequestMessage(new HttpMethod(method), link));

        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(alice));
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(await OpenAsync(secret)));
    }

    [Theory, Trait("Attack", "A50")]
    [InlineData("x")]
    [InlineData("%20")]
    [InlineData("%2500")]
    [InlineData("%252B")]
    public async Task A_link_that_is_not_valid_leads_to_the_page_that_sends_a_new_one(string secret)
    {
        var browser = app.NewVisitor();

        AssertIsNotValid(await browser.GetAsync(ResetPasswordPaths.Link.Replace("{token}", secret)));

        Assert.DoesNotContain(browser.SetCookies, cookie => cookie.Contains("-reset-password="));
    }

    [Theory, Trait("Attack", "A08"), Trait("Attack", "A50")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bogus")]
    public async Task Without_a_link_there_is_no_form(string? secret)
    {
        var stranger = await OpenAsync(await SecretAsync());
        var form = await stranger.GetAsync(ResetPasswordPaths.ChoosePassword);
        var cookie = stranger.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-reset-password"));
        if (secret is null) cookie.Expired = true;
        else cookie.Value = secret;

        AssertIsNotValid(await stranger.GetAsync(ResetPasswordPaths.ChoosePassword));
        Assert.Refuses(await ChooseAsync(stranger, form));
    }

    [Fact, Trait("Attack", "A45"), Trait("Attack", "A51")]
    public async Task A_form_that_is_open_ends_with_its_link()
    {
        var secret = await SecretAsync();
        var (browser, second) = (await OpenAsync(secret), await OpenAsync(secret));
        var form = await second.GetAsync(ResetPasswordPaths.ChoosePassword);
        await ChooseAsync(browser);
        var dead = await ChooseAsync(second, form);
        Assert.Refuses(dead);
        Assert.True(dead.LinksTo(ResetPasswordPaths.Ask));

        var late = await OpenAsync(await SecretAsync());
        var lateForm = await late.GetAsync(ResetPasswordPaths.ChoosePassword);
        app.Clock.Advance(app.Accounts.ResetPassword.LinkLifetime);
        Assert.Refuses(await ChooseAsync(late, lateForm));
    }

    [Fact, Trait("Attack", "A166")]
    public async Task A_form_changes_the_password_that_its_own_page_is_about_or_none()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var secret = await app.ResetSecretOf(alice);
        var browser = await OpenAsync(secret);
        var form = await browser.GetAsync(ResetPasswordPaths.ChoosePassword);
        await browser.GetAsync(ResetPasswordPaths.Link.With(await app.ResetSecretOf(bob)));
        var bobsForm = await browser.GetAsync(ResetPasswordPaths.ChoosePassword);
        Assert.Equal((alice.Email, bob.Email), (form.Field("email").Value, bobsForm.Field("email").Value));

        var refused = await ChooseAsync(browser, form);

        Assert.Refuses(refused);
        Assert.Contains("Another link", refused.Summary);
        Assert.DoesNotContain(bob.Email!, refused.Html);
        refused = await ChooseAsync(browser, refused);
        Assert.Refuses(refused);
        Assert.Refuses(await ChooseAsync(browser, refused));
        foreach (var user in new[] { alice, bob }) Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(user));
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(browser, bobsForm));
        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(bob, TestApp.NewPassword));

        await browser.GetAsync(ResetPasswordPaths.Link.With(secret));
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(browser, refused));
        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(alice, TestApp.NewPassword));
    }

    [Fact]
    public async Task In_another_tab_of_a_link_that_was_used_it_says_so()
    {
        var browser = await OpenAsync(await SecretAsync());
        var (form, other) = (await browser.GetAsync(ResetPasswordPaths.ChoosePassword), await browser.GetAsync(ResetPasswordPaths.ChoosePassword));
        await ChooseAsync(browser, form);

        Assert.Contains("already used", (await ChooseAsync(browser, other)).Summary);
    }

    [Fact]
    public async Task The_same_link_may_be_open_in_two_tabs()
    {
        var secret = await SecretAsync();
        var browser = await OpenAsync(secret);
        var form = await browser.GetAsync(ResetPasswordPaths.ChoosePassword);
        await browser.GetAsync(ResetPasswordPaths.Link.With(secret));

        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(browser, form));
    }

    [Fact]
    public async Task A_browser_that_no_longer_has_the_link_is_told_to_open_it_again()
    {
        var secret = await SecretAsync();
        var browser = await OpenAsync(secret);
        var form = await browser.GetAsync(ResetPasswordPaths.ChoosePassword);
        browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-reset-password")).Expired = true;

        var page = await browser.GetAsync(ResetPasswordPaths.ChoosePassword);
        Assert.Contains("Open the link in the email again", (await browser.FollowAsync(page)).Notice);
        Assert.Contains("Open the link in the email again", (await ChooseAsync(browser, form)).Summary);

        await browser.GetAsync(ResetPasswordPaths.Link.With(secret));
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(browser, form));
    }

    [Fact]
    public async Task Sent_twice_it_says_twice_that_the_password_is_changed()
    {
        var browser = await OpenAsync(await SecretAsync());
        var form = await browser.GetAsync(ResetPasswordPaths.ChoosePassword);

        var first = ChooseAsync(browser, form);
        var pages = await Task.WhenAll(first, ChooseAsync(browser, form));

        Assert.All(pages, page => Assert.LeadsTo(AccountPaths.SignIn, page));
        Assert.Contains("has been changed", (await browser.FollowAsync(pages[1])).Notice);
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(browser, form));
    }

    [Fact]
    public async Task A_form_that_was_open_for_too_long_comes_back_with_its_link()
    {
        var alice = await app.NewUser();
        var browser = await OpenAsync(await app.ResetSecretOf(alice));

        var page = await browser.PostAsync(ResetPasswordPaths.ChoosePassword, ("Password", TestApp.NewPassword));

        Assert.Equal((HttpStatusCode.BadRequest, alice.Email), (page.Status, page.Field("email").Value));
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(browser, page));
    }

    [Fact, Trait("Attack", "A49")]
    public async Task The_secret_is_no_session_and_a_session_is_no_secret()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var forger = browser.Copy();
        forger.SetSession(await app.ResetSecretOf(alice));

        Assert.False(await forger.IsSignedInAsync());
        AssertIsNotValid(await app.NewVisitor().GetAsync(ResetPasswordPaths.Link.With(browser.Session!)));
    }

    [Fact]
    public async Task One_email_too_many_keeps_what_was_typed()
    {
        var (browser, address) = (app.NewVisitor(), TestApp.NewAddress());
        for (var i = 0; i < app.Accounts.Throttling.MailsPerHour; i++) await browser.AskToResetPasswordAsync(TestApp.NewAddress());

        var page = await browser.AskToResetPasswordAsync(address);

        Assert.MustWait(TimeSpan.FromHours(1), page);
        Assert.Equal(address, page.Field("email").Value);
    }

    [Fact]
    public async Task In_production_its_cookie_is_for_this_host_and_https_alone()
    {
        await using var production = new ProductionApp();
        var alice = await production.NewUser();
        var browser = production.NewVisitor();
        await browser.AskToResetPasswordAsync(alice.Email!);

        await browser.GetAsync((await production.Mailbox.ToAsync(alice.Email))[^1].Link);

        var cookie = Assert.Single(browser.SetCookies, cookie => cookie.Contains("-reset-password="));
        Assert.StartsWith("__Host-", cookie);
        Assert.EndsWith("; max-age=600; path=/; secure; samesite=lax; httponly", cookie);
    }

    private static void AssertIsNotValid(Page page) => Assert.LeadsTo(ResetPasswordPaths.Ask, page);

    private static Task<Page> ChooseAsync(Browser browser, Page form) =>
        browser.SubmitAsync(form, new { password = TestApp.NewPassword, passwordConfirmation = TestApp.NewPassword });

    private static async Task<Page> ChooseAsync(Browser browser) => await ChooseAsync(browser, await browser.GetAsync(ResetPasswordPaths.ChoosePassword));

    private async Task<string> SecretAsync() => await app.ResetSecretOf(await app.NewUser());

    private async Task<Browser> OpenAsync(string secret)
    {
        var browser = app.NewVisitor();
        Assert.LeadsTo(ResetPasswordPaths.ChoosePassword, await browser.GetAsync(ResetPasswordPaths.Link.With(secret)));
        return browser;
    }
}
