using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A form that is sent twice, by a double click or because the response was lost: the second request says what the first one did.</summary>
public sealed class RepeatedFormTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly object _newPassword = new
    {
        currentPassword = TestApp.Password,
        password = TestApp.NewPassword,
        passwordConfirmation = TestApp.NewPassword,
    };

    [Fact]
    public async Task The_password_is_changed_once_and_all_requests_say_so()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var form = await browser.GetAsync(AccountPaths.Account);

        var pages = await SendAtOnceAsync(browser, form, _newPassword);

        Assert.All(pages, page => Assert.LeadsTo(AccountPaths.Account, page));
        Assert.Contains("changed", (await browser.FollowAsync(pages[1])).Notice);
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task A_browser_that_lost_the_response_gets_the_session_that_was_in_it()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var form = await browser.GetAsync(AccountPaths.Account);
        var lost = browser.Copy();
        await lost.SubmitAsync(form, _newPassword);

        await browser.SubmitAsync(form, _newPassword);

        Assert.Equal(lost.Session, browser.Session);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A167")]
    public async Task A_session_that_has_ended_since_is_not_revived()
    {
        var (alice, other) = (await app.NewUser(), app.NewVisitor());
        var browser = await app.SignedInAs(alice);
        var form = await browser.GetAsync(AccountPaths.Account);
        await browser.SubmitAsync(form, _newPassword);
        await other.SignInAsync(alice, TestApp.NewPassword);
        await other.EndOtherSessionsAsync();

        Assert.LeadsTo(AccountPaths.Account, await browser.SubmitAsync(form, _newPassword));

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task The_account_is_deleted_and_both_requests_say_so()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var form = await browser.GetAsync(AccountPaths.Account);
        await browser.PressAsync(form, "Delete my account");

        var again = await browser.PressAsync(form, "Delete my account");

        Assert.Contains("deleted", (await browser.FollowAsync(again)).Notice);
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task The_user_reauthenticates_and_stays_signed_in()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var form = await browser.GetAsync(AccountPaths.Reauthenticate);
        var lost = browser.Copy();
        await lost.SubmitAsync(form, new { TestApp.Password });

        await browser.SubmitAsync(form, new { TestApp.Password });

        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_new_address_is_confirmed_and_both_requests_say_so()
    {
        var (browser, email) = (await app.SignedInAs(await app.NewUser()), TestApp.NewAddress());
        await browser.ChangeEmailAsync(email);
        var form = await browser.OpenAsync((await app.Mailbox.ToAsync(email))[^1].Link);
        await browser.ConfirmAsync(form);

        var again = await browser.ConfirmAsync(form);

        Assert.LeadsTo(AccountPaths.Account, again);
        Assert.Contains("confirmed", (await browser.FollowAsync(again)).Notice);
    }

    [Fact]
    public async Task An_address_is_changed_once_and_mailed_once()
    {
        var (browser, email) = (await app.SignedInAs(await app.NewUser()), TestApp.NewAddress());
        var form = await browser.GetAsync(AccountPaths.Account);

        var pages = await SendAtOnceAsync(browser, form, new { email });

        Assert.All(pages, page => Assert.LeadsTo(AccountPaths.Account, page));
        Assert.Single(await app.Mailbox.ToAsync(email));
    }

    [Fact]
    public async Task A_form_that_was_refused_is_carried_out_again()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var form = await browser.GetAsync(AccountPaths.Account);
        using (app.Database.Outage())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.SubmitAsync(form, _newPassword)).Status);
        }

        Assert.LeadsTo(AccountPaths.Account, await browser.SubmitAsync(form, _newPassword));
    }

    [Fact]
    public async Task One_that_led_to_a_problem_is_carried_out_again()
    {
        var email = TestApp.NewAddress();
        await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync(email);
        var link = (await app.Mailbox.ToAsync(email))[^1].Link;
        var browser = app.NewVisitor();
        var form = await browser.OpenAsync(link);
        var cookie = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-confirm-email"));
        cookie.Expired = true;
        await browser.ConfirmAsync(form);
        await browser.OpenAsync(link);

        var page = await browser.ConfirmAsync(form);

        Assert.Contains("confirmed", (await browser.FollowAsync(page)).Notice);
    }

    [Fact]
    public async Task One_that_had_to_wait_for_the_password_is_carried_out_after_that()
    {
        var (browser, fields) = (await app.SignedInAs(await app.NewUser()), new { email = TestApp.NewAddress() });
        var form = await browser.GetAsync(AccountPaths.Account);
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);
        Assert.StartsWith(AccountPaths.Reauthenticate, (await browser.SubmitAsync(form, fields)).Location);
        await browser.ReauthenticateAsync();

        Assert.LeadsTo(AccountPaths.Account, await browser.SubmitAsync(form, fields));

        Assert.Single(await app.Mailbox.ToAsync(fields.email));
    }

    [Fact]
    public async Task After_another_form_it_is_another_request()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var form = await browser.GetAsync(AccountPaths.Account);
        await browser.SubmitAsync(form, _newPassword);
        await browser.ChangePasswordAsync(TestApp.Password, TestApp.NewPassword);

        await browser.SubmitAsync(form, _newPassword);

        Assert.True(await browser.IsSignedInAsync());
        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(alice, TestApp.NewPassword));
    }

    [Fact]
    public async Task Signing_in_twice_starts_one_session_until_its_user_signs_out()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(AccountPaths.SignIn);
        var fields = new { alice.Email, TestApp.Password };
        await SendAtOnceAsync(browser, form, fields);
        Assert.Empty(await browser.ListOtherSessionsAsync());
        await browser.SignOutAsync();

        Assert.LeadsTo("/", await browser.SubmitAsync(form, fields));

        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task After_a_minute_it_is_another_request()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var form = await browser.GetAsync(AccountPaths.Account);
        await browser.SubmitAsync(form, _newPassword);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Refuses("currentPassword", await browser.SubmitAsync(form, _newPassword));
    }

    [Fact, Trait("Attack", "A167")]
    public async Task Another_browser_gets_no_response_of_this_one()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var form = await browser.GetAsync(AccountPaths.Account);
        await browser.SubmitAsync(form, _newPassword);
        var stranger = app.NewVisitor();
        await stranger.GetAsync(AccountPaths.SignIn);

        Assert.LeadsTo(AccountPaths.SignIn, await stranger.SubmitAsync(form, _newPassword));

        Assert.Null(stranger.Session);
    }

    private static async Task<Page[]> SendAtOnceAsync(Browser browser, Page form, object fields)
    {
        var (first, second) = (browser.SubmitAsync(form, fields), browser.SubmitAsync(form, fields));
        return await Task.WhenAll(first, second, browser.SubmitAsync(form, fields));
    }
}
