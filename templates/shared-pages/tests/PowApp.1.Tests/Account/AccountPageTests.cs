using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The page on which users change and delete their accounts.</summary>
public sealed class AccountPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task It_asks_for_the_new_address() => Assert.AsksFor("email", "email", await OpenAsync());

    [Fact]
    public async Task It_asks_for_the_current_password_and_twice_for_the_new_one()
    {
        var page = await OpenAsync();

        Assert.AsksFor("currentPassword", "password", page);
        Assert.AsksFor("password", "password", page);
        Assert.AsksFor("passwordConfirmation", "password", page);
    }

    [Fact]
    public async Task A_change_of_the_address_that_is_refused_brings_back_what_was_typed() =>
        Assert.Equal("no address", (await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync("no address")).Field("email").Value);

    [Fact]
    public async Task What_was_refused_is_listed_in_the_order_of_the_fields()
    {
        var page = await (await app.SignedInAs(await app.NewUser())).ChangePasswordAsync("", currentPassword: "");

        Assert.Equal(
            ["Enter your current password.", "Choose a password.", "Enter the password again."],
            page.Document.QuerySelectorAll("[role=alert] li").Select(problem => problem.TextContent.Trim()));
    }

    [Fact]
    public async Task The_own_address_in_another_spelling_is_no_change()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);

        var page = await browser.FollowAsync(await browser.ChangeEmailAsync($" {alice.Email!.Replace("example.com", "EXAMPLE.com")} "));

        Assert.Equal("This is already your email address.", page.Notice);
    }

    [Fact]
    public async Task A_change_that_waits_to_be_confirmed_can_be_canceled()
    {
        var (alice, email) = (await app.NewUser(), TestApp.NewAddress());
        var browser = await app.SignedInAs(alice);
        await browser.ChangeEmailAsync(email);
        Assert.Contains(email, (await browser.GetAsync(AccountPaths.Account)).Text);

        var page = await browser.FollowAsync(await browser.PressAsync(AccountPaths.Account, "Cancel change"));

        Assert.Equal($"The change is canceled. Your email is still {alice.Email}.", page.Notice);
        Assert.DoesNotContain(email, page.Text);
    }

    [Fact]
    public async Task Its_email_can_be_sent_again()
    {
        var email = TestApp.NewAddress();
        var browser = await app.SignedInAs(await app.NewUser());
        await browser.ChangeEmailAsync(email);

        Assert.LeadsTo(AccountPaths.Account, await browser.PressAsync(AccountPaths.Account, "Resend email"));

        Assert.Equal(2, (await app.Mailbox.ToAsync(email)).Count);
    }

    [Fact]
    public async Task A_section_is_open_if_its_form_was_refused()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        Assert.Empty((await browser.GetAsync(AccountPaths.Account)).Document.QuerySelectorAll("main details[open]"));

        var page = await browser.ChangeEmailAsync("no address");

        Assert.Equal(page.Field("email").Closest("details"), Assert.Single(page.Document.QuerySelectorAll("main details[open]")));
    }

    [Fact, Trait("Attack", "A122")]
    public async Task In_a_session_that_is_not_fresh_a_link_stands_in_place_of_the_forms()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);

        var page = await browser.GetAsync(AccountPaths.Account);

        Assert.True(page.LinksTo("/session/reauthenticate?request_path=%2Fregistration%2Fedit"));
        Assert.False(page.HasField("email") || page.HasField("password") || page.HasField("currentPassword"));
        Assert.DoesNotContain("Delete", page.Document.QuerySelectorAll("button").Select(button => button.TextContent.Trim()[..6]));
    }

    [Theory, Trait("Attack", "A122")]
    [InlineData(AccountPaths.ChangeEmail, "alice.new@example.com")]
    [InlineData(AccountPaths.ChangeEmail, "")]
    [InlineData(AccountPaths.ChangePassword, "")]
    [InlineData(AccountPaths.DeleteAccount, "")]
    public async Task A_form_that_was_opened_in_a_fresh_session_does_nothing_in_a_stale_one(string path, string email)
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var token = (await browser.GetAsync(AccountPaths.Account)).Token;
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);

        Assert.LeadsTo("/session/reauthenticate?request_path=%2Fregistration%2Fedit", await browser.PostAsync(path,
            ("__RequestVerificationToken", token), ("ChangeEmail.Email", email), ("ChangePassword.CurrentPassword", TestApp.Password),
            ("ChangePassword.Password", TestApp.NewPassword), ("ChangePassword.PasswordConfirmation", TestApp.NewPassword)));

        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(alice));
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task What_was_typed_is_there_again_after_the_password_was_entered()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var (form, email) = (await browser.GetAsync(AccountPaths.Account), TestApp.NewAddress());
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);

        var page = await browser.SubmitAsync(await browser.FollowAsync(await browser.SubmitAsync(form, new { email })), new { TestApp.Password });

        Assert.LeadsTo(AccountPaths.Account, page);
        Assert.Equal(email, (await browser.FollowAsync(page)).Field("email").Value);
        Assert.Equal("", (await browser.GetAsync(AccountPaths.Account)).Field("email").Value);
    }

    [Fact]
    public async Task What_was_typed_is_for_the_user_who_typed_it_alone()
    {
        var (alice, bob) = (await app.SignedInAs(await app.NewUser()), await app.SignedInAs(await app.NewUser()));
        var form = await alice.GetAsync(AccountPaths.Account);
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);
        await alice.SubmitAsync(form, new { email = TestApp.NewAddress() });

        bob.TakeCookiesOf(alice, named: name => name.EndsWith("-email"));
        await bob.ReauthenticateAsync();

        Assert.Equal("", (await bob.GetAsync(AccountPaths.Account)).Field("email").Value);
    }

    [Fact]
    public async Task What_is_no_address_is_refused_beside_the_field() =>
        Assert.Refuses("email", await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync("no address"));

    [Fact]
    public async Task A_change_of_the_password_comes_back_and_says_so()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var page = await browser.ChangePasswordAsync();

        Assert.LeadsTo(AccountPaths.Account, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
    }

    [Theory]
    [InlineData(TestApp.NewPassword, TestApp.NewPassword, "not her password", "currentPassword")]
    [InlineData("elevenchars", "elevenchars", TestApp.Password, "password")]
    [InlineData(TestApp.NewPassword, "another one", TestApp.Password, "passwordConfirmation")]
    public async Task A_change_of_the_password_that_is_refused_says_why_beside_the_field(
        string password, string passwordConfirmation, string currentPassword, string field) =>
        Assert.Refuses(field, await (await app.SignedInAs(await app.NewUser())).ChangePasswordAsync(password, currentPassword, passwordConfirmation));

    [Theory]
    [InlineData(AccountPaths.ChangeEmail)]
    [InlineData(AccountPaths.ChangePassword)]
    [InlineData(AccountPaths.DeleteAccount)]
    public async Task A_page_that_was_refused_can_be_reloaded(string path) =>
        Assert.LeadsTo(AccountPaths.Account, await (await app.SignedInAs(await app.NewUser())).GetAsync(path));

    [Fact, Trait("Attack", "A78")]
    public async Task No_field_can_name_somebody_else()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var browser = await app.SignedInAs(alice);
        var token = (await browser.GetAsync(AccountPaths.Account)).Token;
        string[] names = ["Id", "UserId", "User.Id", "ChangePassword.Id", "ChangePassword.UserId", "Email", "ChangePassword.Email"];

        await browser.PostAsync(AccountPaths.ChangePassword,
        [
            ("__RequestVerificationToken", token), ("ChangePassword.CurrentPassword", TestApp.Password),
            ("ChangePassword.Password", TestApp.NewPassword), ("ChangePassword.PasswordConfirmation", TestApp.NewPassword),
            .. names.SelectMany(name => new[] { (name, bob.Id.ToString()), (name, bob.Email!) }),
        ]);

        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(alice, TestApp.NewPassword));
        Assert.LeadsTo("/", await app.NewVisitor().SignInAsync(bob));
    }

    [Fact]
    public async Task Deleting_the_account_leads_to_the_sign_in_page_which_says_so()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var page = await browser.DeleteAccountAsync();

        Assert.LeadsTo(AccountPaths.SignIn, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Null(browser.Session);
    }

    private async Task<Page> OpenAsync() => await (await app.SignedInAs(await app.NewUser())).GetAsync(AccountPaths.Account);

    /// <summary>A password manager asks without a session, and trusts the answer only where a path that cannot exist is not found.</summary>
    [Fact]
    public async Task A_password_manager_finds_where_the_password_is_changed()
    {
        var manager = app.NewVisitor();

        var page = await manager.GetAsync("/.well-known/change-password");
        Assert.Equal((HttpStatusCode.Found, AccountPaths.Account), (page.Status, page.Location));
        Assert.LeadsTo(AccountPaths.WithRequestPath(AccountPaths.SignIn, AccountPaths.Account), await manager.FollowAsync(page));

        var nowhere = await manager.GetAsync("/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.Status);
    }
}
