using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Choosing a new password through the link.</summary>
public sealed class ResetPasswordTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly ResetPasswordLimits _limits = app.Accounts.ResetPassword;

    [Fact]
    public async Task The_new_password_signs_in_and_the_old_one_does_not()
    {
        var alice = await app.NewUser();
        var browser = await OpenAsync(await LinkAsync(alice));
        var form = await browser.GetAsync(AccountPaths.ChooseNewPassword);
        Assert.AsksFor("password", "password", form);
        Assert.AsksFor("passwordConfirmation", "password", form);

        var page = await ChooseAsync(browser, form);

        Assert.LeadsTo(AccountPaths.SignIn, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name.EndsWith("-reset-password"));
        Assert.Refuses(await app.NewBrowser().SignInAsync(alice));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A20")]
    public async Task It_ends_all_sessions_and_signs_nobody_in()
    {
        var alice = await app.NewUser();
        var other = await app.SignedInAs(alice);
        Assert.True(await other.IsSignedInAsync());
        var browser = await OpenAsync(await LinkAsync(alice));

        await ChooseAsync(browser);

        Assert.False(await other.IsSignedInAsync());
        Assert.Null(browser.Session);
    }

    [Fact, Trait("Attack", "A20")]
    public async Task The_owner_is_told_and_offered_a_way_back()
    {
        var alice = await app.NewUser();

        await ChooseAsync(await OpenAsync(await LinkAsync(alice)));

        var mail = (await app.Mailbox.ToAsync(alice.Email))[^1];
        Assert.Equal("http://localhost/reset-password/new", mail.Link);
        Assert.DoesNotContain(TestApp.NewPassword, mail.Source);
    }

    [Fact, Trait("Attack", "A54")]
    public async Task The_link_of_somebody_else_makes_nobody_that_user()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var browser = await app.SignedInAs(alice);
        Assert.LeadsTo(AccountPaths.ChooseNewPassword, await browser.GetAsync(await LinkAsync(bob)));

        await ChooseAsync(browser);

        Assert.DoesNotContain(bob.Email!, (await browser.GetAsync("/")).Text);
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(bob, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A52")]
    public async Task The_secret_leaves_the_address_bar_at_once()
    {
        var link = await LinkAsync(await app.NewUser());
        var browser = app.NewBrowser();

        var page = await browser.GetAsync(link);
        Assert.LeadsTo(AccountPaths.ChooseNewPassword, page);
        Assert.Equal(["no-referrer"], page.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("max-age=600", Assert.Single(browser.SetCookies, cookie => cookie.Contains("-reset-password=")));

        Assert.DoesNotContain(SecretOf(link), (await browser.FollowAsync(page)).Html);
    }

    [Fact, Trait("Attack", "A45")]
    public async Task A_link_works_once()
    {
        var alice = await app.NewUser();
        var link = await LinkAsync(alice);
        var (browser, second) = (await OpenAsync(link), await OpenAsync(link));
        var form = await second.GetAsync(AccountPaths.ChooseNewPassword);
        await ChooseAsync(browser);

        AssertNotValid(await app.NewBrowser().GetAsync(link));
        Assert.Refuses(await ChooseAsync(second, form, "the password of a thief"));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A51")]
    public async Task A_link_works_for_an_hour()
    {
        var link = await LinkAsync(await app.NewUser());

        app.Clock.Advance(_limits.LinkLifetime - TimeSpan.FromSeconds(1));
        var browser = await OpenAsync(link);
        var form = await browser.GetAsync(AccountPaths.ChooseNewPassword);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        AssertNotValid(await app.NewBrowser().GetAsync(link));
        AssertNotValid(await browser.GetAsync(AccountPaths.ChooseNewPassword));
        Assert.Refuses(await ChooseAsync(browser, form));
    }

    [Fact]
    public async Task A_newer_link_takes_the_place_of_an_older_one()
    {
        var alice = await app.NewUser();
        var older = await LinkAsync(alice);
        var newer = await LinkAsync(alice);

        AssertNotValid(await app.NewBrowser().GetAsync(older));
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(await OpenAsync(newer)));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task A_change_of_the_password_ends_it()
    {
        var alice = await app.NewUser();
        var link = await LinkAsync(alice);

        await app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword));

        AssertNotValid(await app.NewBrowser().GetAsync(link));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task A_change_of_the_address_ends_it_and_so_does_a_change_back()
    {
        var alice = await app.NewUser();
        var link = await LinkAsync(alice);

        await app.ChangeEmailOf(alice, TestApp.NewAddress());
        AssertNotValid(await app.NewBrowser().GetAsync(link));

        await app.ChangeEmailOf(alice, alice.Email!);
        AssertNotValid(await app.NewBrowser().GetAsync(link));
    }

    /// <summary>Such as a correction by hand, which moves no security stamp.</summary>
    [Fact, Trait("Attack", "A47")]
    public async Task It_goes_with_the_address_that_it_was_sent_to()
    {
        var alice = await app.NewUser();
        var link = await LinkAsync(alice);

        await app.Db(db => db.Set<User>().Where(user => user.Id == alice.Id).ExecuteUpdateAsync(row => row.SetProperty(user => user.Email, TestApp.NewAddress())));

        AssertNotValid(await app.NewBrowser().GetAsync(link));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task A_mail_that_was_asked_for_before_a_change_of_the_address_is_not_sent_after_it()
    {
        var alice = await app.NewUser();
        await app.NewBrowser().SubmitAsync(AccountPaths.ResetPassword, new { alice.Email });
        await app.ChangeEmailOf(alice, TestApp.NewAddress());

        Assert.DoesNotContain(await app.Mailbox.ToAsync(alice.Email), mail => mail.Link.Contains("/reset-password/"));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task Undoing_a_change_of_the_address_ends_it()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var undo = (await app.Mailbox.ToAsync(alice.Email))[^1].Link;
        var link = await LinkAsync(await app.Db(db => db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == alice.Id)));

        await app.NewBrowser().PressAsync(undo, "Restore my email");

        AssertNotValid(await app.NewBrowser().GetAsync(link));
    }

    /// <summary>Whoever changed the address of somebody else can also reset the password: the mail goes to the new address.</summary>
    [Fact]
    public async Task It_leaves_the_owner_the_link_that_undoes_a_change_of_the_address()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var undo = (await app.Mailbox.ToAsync(alice.Email))[^1].Link;
        var link = await LinkAsync(await app.Db(db => db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == alice.Id)));

        await ChooseAsync(await OpenAsync(link));

        Assert.Equal(HttpStatusCode.OK, (await app.NewBrowser().GetAsync(undo)).Status);
    }

    [Theory, Trait("Attack", "A53")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Looking_at_a_link_does_not_use_it_up(string method)
    {
        var alice = await app.NewUser();
        var link = await LinkAsync(alice);

        var scanner = app.NewBrowser();
        scanner.Headers.Add("Purpose", "prefetch");
        for (var look = 0; look < 3; look++) await scanner.SendAsync(new HttpRequestMessage(new HttpMethod(method), link));

        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(await OpenAsync(link)));
    }

    [Theory, Trait("Attack", "A92")]
    [InlineData("eleven char", "eleven char", "password")]
    [InlineData("passwordpassword", "passwordpassword", "password")]
    [InlineData("", "", "password")]
    [InlineData(TestApp.NewPassword, "another one", "passwordConfirmation")]
    public async Task A_password_that_is_refused_does_not_use_it_up(string password, string passwordConfirmation, string field)
    {
        var alice = await app.NewUser();
        var browser = await OpenAsync(await LinkAsync(alice));

        var page = await browser.SubmitAsync(AccountPaths.ChooseNewPassword, new { password, passwordConfirmation });

        Assert.Refuses(field, page);
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
        Assert.LeadsTo(AccountPaths.SignIn, await ChooseAsync(browser, page));
    }

    [Fact, Trait("Attack", "A50")]
    public async Task Any_other_secret_is_refused_alike()
    {
        var alice = await app.NewUser();
        var secret = SecretOf(await LinkAsync(alice));
        string[] others =
        [
            "x", secret[1..], secret + "A", secret + "=", (secret[0] is 'A' ? 'B' : 'A') + secret[1..], secret.ToUpperInvariant(), $"%20{secret}", "%20",
            "null", "%2500", "%252B", new string('A', 8000), alice.Id.ToString(), alice.SecurityStamp!,
        ];

        foreach (var other in others)
        {
            var browser = app.NewBrowser();
            AssertNotValid(await browser.GetAsync(AccountPaths.ResetPasswordLink.Replace("{token}", other)));
            Assert.DoesNotContain(browser.SetCookies, cookie => cookie.Contains("-reset-password="));
        }
    }

    [Theory, Trait("Attack", "A08"), Trait("Attack", "A50")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bogus")]
    public async Task Without_a_link_there_is_no_form(string? secret)
    {
        var stranger = await OpenAsync(await LinkAsync(await app.NewUser()));
        var form = await stranger.GetAsync(AccountPaths.ChooseNewPassword);
        var cookie = stranger.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-reset-password"));
        if (secret is null) cookie.Expired = true;
        else cookie.Value = secret;

        AssertNotValid(await stranger.GetAsync(AccountPaths.ChooseNewPassword));
        Assert.Refuses(await ChooseAsync(stranger, form));
    }

    [Fact, Trait("Attack", "A93")]
    public async Task Whatever_is_chosen_is_no_mistake_of_ours()
    {
        foreach (var password in OddInput.Texts(mixtures: 0))
        {
            var browser = await OpenAsync(await LinkAsync(await app.NewUser()));
            var form = await browser.GetAsync(AccountPaths.ChooseNewPassword);

            Assert.IsNoMistake(await ChooseAsync(browser, form, password), password);
        }
    }

    [Fact, Trait("Attack", "A49")]
    public async Task A_secret_is_good_for_one_purpose()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var session = browser.Session!;
        var secret = SecretOf(await LinkAsync(alice));
        var forger = browser.Copy();
        forger.SetSession(secret);

        Assert.False(await forger.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(AccountPaths.AccountChange.With(secret))).Status);
        AssertNotValid(await app.NewBrowser().GetAsync(AccountPaths.ResetPasswordLink.With(session)));

        await browser.ChangeEmailAsync(TestApp.NewAddress());
        var undo = (await app.Mailbox.ToAsync(alice.Email))[^1].Secret;
        AssertNotValid(await app.NewBrowser().GetAsync(AccountPaths.ResetPasswordLink.With(undo)));
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_the_hash_of_the_secret_is_kept_and_no_log_tells_it()
    {
        var alice = await app.NewUser();
        var secret = "";

        var log = await app.Log.Of(async () =>
        {
            var link = await LinkAsync(alice);
            secret = SecretOf(link);
            Assert.False(app.Keeps(secret));
            await ChooseAsync(await OpenAsync(link));
        });

        Assert.DoesNotContain(secret, log);
        Assert.DoesNotContain(TestApp.NewPassword, log);
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Of_many_uses_at_once_one_counts()
    {
        var alice = await app.NewUser();
        var link = await LinkAsync(alice);
        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var browser = await OpenAsync(link);
            return (browser, form: await browser.GetAsync(AccountPaths.ChooseNewPassword), password: $"the password of number {i}");
        }));

        var pages = await Task.WhenAll(tries.Select(one => ChooseAsync(one.browser, one.form, one.password)));

        var winner = tries[Array.IndexOf(pages, Assert.Single(pages, page => page.Status is HttpStatusCode.SeeOther))];
        Assert.All(pages.Where(page => page.Status is not HttpStatusCode.SeeOther), page => Assert.Refuses(page));
        foreach (var (_, _, password) in tries)
            Assert.Equal(password == winner.password, (await app.With((AccountService accounts) => accounts.AuthenticateAsync(alice.Email!, password))).Succeeded);
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Whoever_is_a_moment_late_changes_nothing()
    {
        var alice = await app.NewUser();
        var link = await LinkAsync(alice);
        var (browser, faster) = (await OpenAsync(link), await OpenAsync(link));
        var form = await browser.GetAsync(AccountPaths.ChooseNewPassword);

        app.Database.BeforeNextSave(() => ChooseAsync(faster));

        Assert.Refuses(await ChooseAsync(browser, form, "the password of a thief"));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice, TestApp.NewPassword));
    }

    [Fact]
    public async Task A_sign_in_that_was_under_way_with_the_old_password_opens_nothing()
    {
        var alice = await app.NewUser();
        var owner = await OpenAsync(await LinkAsync(alice));
        var thief = app.NewBrowser();
        var form = await thief.GetAsync(AccountPaths.SignIn);

        app.Database.BeforeNextSave(() => ChooseAsync(owner));
        await thief.SubmitAsync(form, new { alice.Email, TestApp.Password });

        Assert.False(await thief.IsSignedInAsync());
    }

    [Fact]
    public async Task In_production_its_cookie_is_for_this_host_and_https_alone()
    {
        await using var production = new ProductionApp();
        var alice = await production.NewUser();
        var browser = production.NewBrowser();
        await browser.SubmitAsync(AccountPaths.ResetPassword, new { alice.Email });

        await browser.GetAsync((await production.Mailbox.ToAsync(alice.Email))[^1].Link);

        var cookie = Assert.Single(browser.SetCookies, cookie => cookie.Contains("-reset-password="));
        Assert.StartsWith("__Host-", cookie);
        Assert.EndsWith("; max-age=600; path=/; secure; samesite=lax; httponly", cookie);
    }

    [Fact]
    public void It_ships_with_the_numbers_it_should()
    {
        Assert.Equal(TimeSpan.FromHours(1), _limits.LinkLifetime);
    }

    private static string SecretOf(string link) => link.Split('/')[^1];

    private static void AssertNotValid(Page page) => Assert.LeadsTo(AccountPaths.ResetPassword, page);

    private static Task<Page> ChooseAsync(Browser browser, Page form, string password = TestApp.NewPassword) =>
        browser.SubmitAsync(form, new { password, passwordConfirmation = password });

    private static async Task<Page> ChooseAsync(Browser browser) => await ChooseAsync(browser, await browser.GetAsync(AccountPaths.ChooseNewPassword));

    private async Task<string> LinkAsync(User user)
    {
        await app.NewBrowser().SubmitAsync(AccountPaths.ResetPassword, new { user.Email });
        return (await app.Mailbox.ToAsync(user.Email))[^1].Link;
    }

    private async Task<Browser> OpenAsync(string link)
    {
        var browser = app.NewBrowser();
        Assert.LeadsTo(AccountPaths.ChooseNewPassword, await browser.GetAsync(link));
        return browser;
    }
}
