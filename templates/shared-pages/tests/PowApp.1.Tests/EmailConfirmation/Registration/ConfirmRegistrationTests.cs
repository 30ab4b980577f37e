using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Confirming the address of a new account, in the browser that registered it and in any other.</summary>
public sealed class ConfirmRegistrationTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();
    private readonly EmailConfirmationLimits _limits = app.Accounts.EmailConfirmation;

    [Fact]
    public void It_ships_with_the_number_it_should() => Assert.Equal(TimeSpan.FromHours(24), _limits.LinkLifetime);

    [Fact]
    public async Task In_the_browser_that_registered_it_takes_one_button()
    {
        var browser = app.NewBrowser();
        var link = await RegisterAsync(browser);

        var page = await browser.ConfirmAsync(link);

        Assert.LeadsTo(AccountPaths.SignIn, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Null(browser.Session);
        Assert.LeadsTo("/", await browser.SignInAsync(_email));
        Assert.Single(await app.Mailbox.ToAsync(_email));
    }

    /// <summary>Whoever opens the mail may not be the one who registered the address and knows the password.</summary>
    [Fact, Trait("Attack", "A56")]
    public async Task In_any_other_one_the_owner_of_the_mailbox_chooses_the_password()
    {
        var (mallory, alice) = (app.NewBrowser(), app.NewBrowser());
        var link = await RegisterAsync(mallory, "the password of mallory");
        var form = await alice.OpenAsync(link);
        Assert.AsksFor("password", "password", form);
        Assert.AsksFor("passwordConfirmation", "password", form);

        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(alice, form));

        Assert.Refuses(await mallory.SignInAsync(_email, "the password of mallory"));
        Assert.LeadsTo("/", await alice.SignInAsync(_email));
        Assert.Single(await app.Mailbox.ToAsync(_email));
    }

    [Fact, Trait("Attack", "A56")]
    public async Task There_is_no_way_around_that()
    {
        var alice = app.NewBrowser();
        var form = await alice.OpenAsync(await RegisterAsync(app.NewBrowser(), "the password of mallory"));

        var page = await alice.PostAsync(AccountPaths.ConfirmEmail, ("__RequestVerificationToken", form.Token));

        Assert.Refuses(page);
        Assert.AsksFor("password", "password", page);
        Assert.True((await UserAsync()).IsUnconfirmed);
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(alice, page));
    }

    [Theory, Trait("Attack", "A56")]
    [InlineData("")]
    [InlineData("bogus")]
    public async Task The_cookie_of_another_registration_does_not_do(string cookie)
    {
        var alice = app.NewBrowser();
        await alice.RegisterAsync(TestApp.NewAddress());
        if (cookie is not "") alice.Cookies.GetAllCookies().Single(one => one.Name.EndsWith("-registration")).Value = cookie;

        var form = await alice.OpenAsync(await RegisterAsync(app.NewBrowser(), "the password of mallory"));

        Assert.AsksFor("password", "password", form);
    }

    [Theory, Trait("Attack", "A92")]
    [InlineData("eleven char", "eleven char", "password")]
    [InlineData("passwordpassword", "passwordpassword", "password")]
    [InlineData("", "", "password")]
    [InlineData(TestApp.NewPassword, "another one", "passwordConfirmation")]
    public async Task A_password_that_is_refused_does_not_use_the_link_up(string password, string passwordConfirmation, string field)
    {
        var alice = app.NewBrowser();
        var form = await alice.OpenAsync(await RegisterAsync(app.NewBrowser()));

        var page = await alice.SubmitAsync(form, new { password, passwordConfirmation });

        Assert.Refuses(field, page);
        Assert.True((await UserAsync()).IsUnconfirmed);
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(alice, page));
    }

    /// <summary>A link to a new address of an account that has a password already.</summary>
    [Fact]
    public async Task Nobody_chooses_the_password_of_a_confirmed_account()
    {
        var bob = await app.NewUser();
        await (await app.SignedInAs(bob)).ChangeEmailAsync(_email);
        var browser = app.NewBrowser();
        var form = await browser.OpenAsync((await app.Mailbox.ToAsync(_email))[^1].Link);

        Assert.Refuses(await browser.PostAsync(
            AccountPaths.ConfirmWithPassword, ("__RequestVerificationToken", form.Token),
            ("Password", TestApp.NewPassword), ("PasswordConfirmation", TestApp.NewPassword)));

        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(bob));
    }

    [Fact, Trait("Attack", "A45")]
    public async Task A_link_works_once()
    {
        var (browser, second) = (app.NewBrowser(), app.NewBrowser());
        var link = await RegisterAsync(browser);
        var form = await second.OpenAsync(link);
        await browser.ConfirmAsync(link);

        AssertNotValid(await app.NewBrowser().GetAsync(link));
        AssertNotValid(await ChooseAsync(second, form, "the password of a thief"));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Of_many_uses_at_once_one_counts()
    {
        var link = await RegisterAsync(app.NewBrowser());
        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var browser = app.NewBrowser();
            return (browser, form: await browser.OpenAsync(link), password: $"the password of number {i}");
        }));

        await Task.WhenAll(tries.Select(one => ChooseAsync(one.browser, one.form, one.password)));

        var accepted = 0;
        foreach (var (_, _, password) in tries)
            if ((await app.With((AccountService accounts) => accounts.AuthenticateAsync(_email, password))).Succeeded) accepted++;
        Assert.Equal(1, accepted);
        Assert.False((await UserAsync()).IsUnconfirmed);
    }

    [Fact, Trait("Attack", "A51")]
    public async Task A_link_works_for_a_day()
    {
        var link = await RegisterAsync(app.NewBrowser());
        app.Clock.Advance(_limits.LinkLifetime - TimeSpan.FromSeconds(1));
        var browser = app.NewBrowser();
        var form = await browser.OpenAsync(link);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        AssertNotValid(await app.NewBrowser().GetAsync(link));
        AssertNotValid(await ChooseAsync(browser, form));
        Assert.True((await UserAsync()).IsUnconfirmed);
    }

    [Theory, Trait("Attack", "A53")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Looking_at_a_link_confirms_nothing(string method)
    {
        var browser = app.NewBrowser();
        var link = await RegisterAsync(browser);

        var scanner = browser.Copy();
        foreach (var url in new[] { link, link, AccountPaths.ConfirmEmail, AccountPaths.ConfirmWithPassword })
            await scanner.SendAsync(new HttpRequestMessage(new HttpMethod(method), url));

        Assert.True((await UserAsync()).IsUnconfirmed);
        Assert.LeadsTo(AccountPaths.SignIn, await browser.ConfirmAsync(link));
    }

    [Fact, Trait("Attack", "A54")]
    public async Task Who_is_signed_in_as_somebody_else_stays_that_user()
    {
        var bob = await app.NewUser();
        var registering = app.NewBrowser();
        var link = await RegisterAsync(registering);
        var browser = await app.SignedInAs(bob);
        browser.TakeCookiesOf(registering, named: name => name.EndsWith("-registration"));
        var value = browser.Session;

        Assert.LeadsTo(AccountPaths.SignIn, await browser.ConfirmAsync(link));

        Assert.Equal(value, browser.Session);
        Assert.Contains(bob.Email!, (await browser.GetAsync("/")).Text);
        Assert.False((await UserAsync()).IsUnconfirmed);
    }

    /// <summary>Somebody registered the address that a user of another account is about to take, and has proven.</summary>
    [Fact, Trait("Attack", "A56")]
    public async Task An_account_that_waits_keeps_no_address_from_its_owner()
    {
        var bob = await app.NewUser();
        await RegisterAsync(app.NewBrowser(), "the password of mallory");
        await (await app.SignedInAs(bob)).ChangeEmailAsync(_email);

        Assert.LeadsTo(AccountPaths.SignIn, await app.NewBrowser().ConfirmAsync((await app.Mailbox.ToAsync(_email))[^1].Link));

        Assert.Equal(bob.Id, (await UserAsync()).Id);
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(_email));
    }

    /// <summary>An intruder who registers the address that was changed cannot keep its owner from undoing that.</summary>
    [Fact, Trait("Attack", "A56")]
    public async Task Nor_from_undoing_a_change()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(_email);
        await app.NewBrowser().ConfirmAsync((await app.Mailbox.ToAsync(_email))[^1].Link);
        var undo = (await app.Mailbox.ToAsync(alice.Email))[^1].Link;
        await app.NewBrowser().RegisterAsync(alice.Email!, "the password of the intruder");

        Assert.LeadsTo(AccountPaths.SignIn, await app.NewBrowser().PressAsync(undo, "Restore my email"));

        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_hashes_of_the_secrets_are_kept_and_no_log_tells_them()
    {
        var browser = app.NewBrowser();
        string[] secrets = [];

        var log = await app.Log.Of(async () =>
        {
            var link = await RegisterAsync(browser);
            secrets = [link.Split('/')[^1], browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-registration")).Value];
            Assert.All(secrets, secret => Assert.False(app.Keeps(secret)));
            await browser.ConfirmAsync(link);
        });

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, log));
        Assert.Contains("EmailConfirmed", log);
    }

    [Fact]
    public async Task In_production_its_cookie_is_for_this_host_and_https_alone()
    {
        await using var production = new ProductionApp();
        var browser = production.NewBrowser();

        await browser.RegisterAsync(_email);

        var cookie = Assert.Single(browser.SetCookies, cookie => cookie.Contains("-registration="));
        Assert.StartsWith("__Host-", cookie);
        Assert.EndsWith("; max-age=86400; path=/; secure; samesite=lax; httponly", cookie);
        Assert.StartsWith("https://app.example/confirm-email/", (await production.Mailbox.ToAsync(_email))[^1].Link);
    }

    private static void AssertNotValid(Page page) => Assert.LeadsTo(AccountPaths.SignIn, page);

    private static Task<Page> ChooseAsync(Browser browser, Page form, string password = TestApp.Password) =>
        browser.SubmitAsync(form, new { password, passwordConfirmation = password });

    private Task<User> UserAsync() => app.Db(db => db.Set<User>().AsNoTracking().SingleAsync(user => user.NormalizedEmail == _email));

    /// <summary>Registers the address, and returns the link that it gets.</summary>
    private async Task<string> RegisterAsync(Browser browser, string password = TestApp.Password)
    {
        await browser.RegisterAsync(_email, password);
        return (await app.Mailbox.ToAsync(_email))[^1].Link;
    }
}
