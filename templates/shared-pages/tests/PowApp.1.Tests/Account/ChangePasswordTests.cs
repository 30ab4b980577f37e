using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class ChangePasswordTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_page_asks_for_the_current_password_and_twice_for_the_new_one()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var page = await browser.GetAsync(AccountPaths.Account);

        Assert.AsksFor("currentPassword", "password", page);
        Assert.AsksFor("password", "password", page);
        Assert.AsksFor("passwordConfirmation", "password", page);
    }

    [Fact]
    public async Task The_new_password_signs_in_and_the_old_one_does_not()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);

        var page = await browser.ChangePasswordAsync();

        Assert.LeadsTo(AccountPaths.Account, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Refuses(await app.NewBrowser().SignInAsync(alice));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A19")]
    public async Task It_ends_all_sessions_and_starts_a_new_one_here()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        var copy = browser.Copy();
        Assert.True(await other.IsSignedInAsync());

        await browser.ChangePasswordAsync();

        Assert.True(await browser.IsSignedInAsync());
        Assert.NotEqual(copy.Session, browser.Session);
        Assert.False(await copy.IsSignedInAsync());
        Assert.False(await other.IsSignedInAsync());
    }

    [Theory]
    [InlineData("not her password")]
    [InlineData("")]
    public async Task It_needs_the_current_password(string currentPassword)
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var value = browser.Session;

        var page = await browser.ChangePasswordAsync(currentPassword: currentPassword);

        Assert.Refuses("currentPassword", page);
        Assert.DoesNotContain(TestApp.NewPassword, page.Html);
        Assert.Equal(value, browser.Session);
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
    }

    [Theory]
    [InlineData("elevenchars", "elevenchars", "password")]
    [InlineData(TestApp.NewPassword, "another one", "passwordConfirmation")]
    [InlineData("", "", "password")]
    public async Task It_refuses_what_is_no_good_password(string password, string passwordConfirmation, string field)
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);

        var page = await browser.SubmitAsync(AccountPaths.Account, new { currentPassword = TestApp.Password, password, passwordConfirmation });

        Assert.Refuses(field, page);
        Assert.True(await browser.IsSignedInAsync());
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
    }

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
    public async Task Of_two_changes_at_once_one_counts()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, "the faster one")));
        var page = await browser.ChangePasswordAsync();

        Assert.Refuses(page);
        Assert.Refuses(await app.NewBrowser().SignInAsync(alice, TestApp.NewPassword));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice, "the faster one"));
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task The_owner_is_told()
    {
        var alice = await app.NewUser();

        await (await app.SignedInAs(alice)).ChangePasswordAsync();

        var mail = Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.DoesNotContain(TestApp.NewPassword, mail.Source);
    }

    [Fact]
    public async Task Nobody_is_told_of_a_change_that_was_refused()
    {
        var alice = await app.NewUser();

        await (await app.SignedInAs(alice)).ChangePasswordAsync(currentPassword: "not her password");

        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }
}
