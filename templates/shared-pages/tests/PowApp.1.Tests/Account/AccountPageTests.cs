using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The page on which users change and delete their accounts.</summary>
public sealed class AccountPageTests(TestApp app) : IClassFixture<TestApp>
{
#if (!EmailConfirmation)
    [Fact]
    public async Task A_change_of_the_address_comes_back_and_says_so()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var page = await browser.ChangeEmailAsync(TestApp.NewAddress());

        Assert.LeadsTo(AccountPaths.Account, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
    }

#endif
    [Fact]
    public async Task It_asks_for_the_new_address_and_the_current_password()
    {
        var page = await OpenAsync();

        Assert.AsksFor("email", "email", page);
        Assert.AsksFor("currentPassword", "password", page);
    }

    [Fact]
    public async Task It_asks_for_the_current_password_and_twice_for_the_new_one()
    {
        var page = await OpenAsync();

        Assert.AsksFor("currentPassword", "password", page);
        Assert.AsksFor("password", "password", page);
        Assert.AsksFor("passwordConfirmation", "password", page);
    }

    [Fact]
    public async Task A_change_of_the_address_that_is_refused_brings_back_what_was_typed()
    {
        var email = TestApp.NewAddress();

        var page = await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync(email, "not her password");

        Assert.Refuses("currentPassword", page);
        Assert.Equal(email, page.Field("email").Value);
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

        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice, TestApp.NewPassword));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(bob));
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

    [Theory]
    [InlineData("not her password")]
    [InlineData("")]
    public async Task Deleting_the_account_needs_the_current_password(string currentPassword)
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.Refuses("currentPassword", await browser.DeleteAccountAsync(currentPassword));

        Assert.True(await browser.IsSignedInAsync());
    }

    private async Task<Page> OpenAsync() => await (await app.SignedInAs(await app.NewUser())).GetAsync(AccountPaths.Account);
}
