using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The page behind the link to a new address, for those who are signed in and those who are not.</summary>
public sealed class ConfirmEmailChangePageTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();

    [Fact]
    public async Task It_tells_that_an_email_is_on_its_way_and_then_that_the_address_counts()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);

        var page = await browser.ChangeEmailAsync(_email);

        Assert.LeadsTo(AccountPaths.Account, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);

        Assert.LeadsTo(AccountPaths.Account, await browser.ConfirmAsync(await LinkAsync()));

        Assert.Contains(_email, (await browser.GetAsync("/")).Text);
    }

    [Fact, Trait("Attack", "A19")]
    public async Task Who_is_signed_in_goes_on_with_a_new_session()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await browser.ChangeEmailAsync(_email);
        var copy = browser.Copy();

        await browser.ConfirmAsync(await LinkAsync());

        Assert.True(await browser.IsSignedInAsync());
        Assert.NotEqual(copy.Session, browser.Session);
        Assert.False(await copy.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A122")]
    public async Task Confirming_is_not_giving_the_password()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await browser.ChangeEmailAsync(_email);
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);

        await browser.ConfirmAsync(await LinkAsync());

        Assert.StartsWith(AccountPaths.Reauthenticate, (await browser.PostAsync(
            AccountPaths.EndOtherSessions, ("__RequestVerificationToken", (await browser.GetAsync("/")).Token))).Location);
    }

    [Fact, Trait("Attack", "A166")]
    public async Task A_form_confirms_the_address_that_its_own_page_shows_or_none()
    {
        var (alice, bob, browser) = (await app.NewUser(), await app.NewUser(), app.NewVisitor());
        var form = await browser.OpenAsync(await LinkOfChangeAsync(alice));
        Assert.Contains(_email, form.Text);
        var otherEmail = TestApp.NewAddress();
        await (await app.SignedInAs(bob)).ChangeEmailAsync(otherEmail);
        var otherForm = await browser.OpenAsync((await app.Mailbox.ToAsync(otherEmail))[^1].Link);
        Assert.Contains(otherEmail, otherForm.Text);

        var page = await browser.ConfirmAsync(form);

        AssertIsNotValid(page);
        Assert.Contains("Another link", (await browser.FollowAsync(page)).Notice);
        foreach (var user in new[] { alice, bob }) Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(user));
        Assert.LeadsTo(AccountPaths.SignIn, await browser.ConfirmAsync(otherForm));
        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(otherEmail));
    }

    [Fact]
    public async Task A_browser_that_no_longer_has_the_link_is_told_to_open_it_again()
    {
        var browser = app.NewVisitor();
        var form = await browser.OpenAsync(await LinkOfChangeAsync(await app.NewUser()));
        browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-confirm-email")).Expired = true;

        foreach (var open in new[] { () => browser.ConfirmAsync(form), () => browser.GetAsync(AccountPaths.ConfirmEmail) })
            Assert.Contains("Open the link in the email again", (await browser.FollowAsync(await open())).Notice);
    }

    [Theory, Trait("Attack", "A61")]
    [InlineData("")]
    [InlineData("not her password")]
    public async Task Who_is_not_signed_in_enters_the_password_of_the_account(string password)
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var form = await browser.OpenAsync(await LinkOfChangeAsync(alice));

        var page = await browser.ConfirmAsync(form, password);

        Assert.Refuses("password", page);
        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(alice));
        Assert.LeadsTo(AccountPaths.SignIn, await browser.ConfirmAsync(page));
    }

    [Fact, Trait("Attack", "A61")]
    public async Task The_session_of_somebody_else_does_not_stand_in_for_it()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var form = await browser.OpenAsync(await LinkOfChangeAsync(await app.NewUser()));

        Assert.AsksFor("password", "password", form);
    }

    [Fact]
    public async Task Who_is_not_is_led_to_sign_in()
    {
        var browser = app.NewVisitor();

        var page = await browser.ConfirmAsync(await LinkOfChangeAsync(await app.NewUser()));

        Assert.LeadsTo(AccountPaths.SignIn, page);
        Assert.Null(browser.Session);
        var signIn = await browser.FollowAsync(page);
        Assert.NotNull(signIn.Notice);
        Assert.Equal(_email, signIn.Field("email").Value);
    }

    [Fact, Trait("Attack", "A54")]
    public async Task The_session_of_somebody_else_is_left_alone()
    {
        var bob = await app.NewUser();
        var browser = await app.SignedInAs(bob);
        var value = browser.Session;

        Assert.LeadsTo(AccountPaths.SignIn, await browser.ConfirmAsync(await LinkOfChangeAsync(await app.NewUser())));

        Assert.Equal(value, browser.Session);
        Assert.Contains(bob.Email!, (await browser.GetAsync("/")).Text);
    }

    [Fact, Trait("Attack", "A45"), Trait("Attack", "A51")]
    public async Task A_form_that_is_open_ends_with_its_link()
    {
        var link = await LinkOfChangeAsync(await app.NewUser());
        var second = app.NewVisitor();
        var form = await second.OpenAsync(link);
        await app.NewVisitor().ConfirmAsync(link);
        AssertIsNotValid(await second.ConfirmAsync(form));

        var address = TestApp.NewAddress();
        await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync(address);
        var late = app.NewVisitor();
        var lateForm = await late.OpenAsync((await app.Mailbox.ToAsync(address))[^1].Link);
        app.Clock.Advance(app.Accounts.EmailChange.LinkLifetime);
        AssertIsNotValid(await late.ConfirmAsync(lateForm));
        AssertIsNotValid(await late.GetAsync(AccountPaths.ConfirmEmail));
    }

    [Fact]
    public async Task A_link_that_was_used_says_so_on_the_account_page_of_who_is_signed_in()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await browser.ChangeEmailAsync(_email);
        var link = await LinkAsync();
        await browser.ConfirmAsync(link);

        var page = await browser.GetAsync(link);

        Assert.LeadsTo(AccountPaths.Account, page);
        Assert.Contains("already used", (await browser.FollowAsync(page)).Notice);
    }

    [Theory, Trait("Attack", "A53")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Looking_at_a_link_confirms_nothing(string method)
    {
        var alice = await app.NewUser();
        var link = await LinkOfChangeAsync(alice);

        var scanner = app.NewVisitor();
        scanner.Headers.Add("Purpose", "prefetch");
        foreach (var url in new[] { link, link, AccountPaths.ConfirmEmail }) await scanner.SendAsync(new HttpRequestMessage(new HttpMethod(method), url));

        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(alice));
        Assert.LeadsTo(AccountPaths.SignIn, await app.NewVisitor().ConfirmAsync(link));
    }

    [Fact, Trait("Attack", "A52")]
    public async Task The_secret_leaves_the_address_bar_at_once()
    {
        var link = await LinkOfChangeAsync(await app.NewUser());
        var browser = app.NewVisitor();

        var page = await browser.GetAsync(link);

        Assert.LeadsTo(AccountPaths.ConfirmEmail, page);
        Assert.Equal(["no-referrer"], page.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("max-age=600", Assert.Single(browser.SetCookies, cookie => cookie.Contains("-confirm-email=")));
        var form = await browser.FollowAsync(page);
        Assert.Contains(_email, form.Text);
        Assert.DoesNotContain(link.Split('/')[^1], form.Html);
    }

    [Theory, Trait("Attack", "A09"), Trait("Attack", "A50")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bogus")]
    public async Task Without_a_link_nothing_is_confirmed(string? secret)
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var form = await browser.OpenAsync(await LinkOfChangeAsync(alice));
        var cookie = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-confirm-email"));
        if (secret is null) cookie.Expired = true;
        else cookie.Value = secret;

        AssertIsNotValid(await browser.GetAsync(AccountPaths.ConfirmEmail));
        AssertIsNotValid(await browser.ConfirmAsync(form));
        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A49")]
    public async Task The_secret_is_no_session_and_a_session_is_no_secret()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await browser.ChangeEmailAsync(_email);
        var forger = browser.Copy();
        forger.SetSession((await LinkAsync()).Split('/')[^1]);

        Assert.False(await forger.IsSignedInAsync());
        AssertIsNotValid(await app.NewVisitor().GetAsync(AccountPaths.ConfirmEmailLink.With(browser.Session!)));
    }

#if (!EmailConfirmation)
    private static void AssertIsNotValid(Page page) => Assert.LeadsTo(AccountPaths.SignIn, page);
#endif
#if (EmailConfirmation)
    private static void AssertIsNotValid(Page page) => Assert.LeadsTo(ConfirmRegistrationPaths.Ask, page);
#endif

    /// <summary>Asks for the new address, and returns the link that it gets.</summary>
    private async Task<string> LinkOfChangeAsync(User user)
    {
        await (await app.SignedInAs(user)).ChangeEmailAsync(_email);
        return await LinkAsync();
    }

    private async Task<string> LinkAsync() => (await app.Mailbox.ToAsync(_email))[^1].Link;
}
