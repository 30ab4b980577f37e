using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class ChangeEmailTests
{
    [Fact]
    public async Task The_new_address_signs_in_and_the_old_one_does_not()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var email = TestApp.NewAddress();

        var page = await browser.ChangeEmailAsync(email);

        Assert.LeadsTo(AccountPaths.Account, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Contains(email, (await browser.GetAsync("/")).Text);
        Assert.Refuses(await app.NewBrowser().SignInAsync(alice));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(email));
    }

    [Fact, Trait("Attack", "A19")]
    public async Task It_ends_all_sessions_and_starts_a_new_one_here()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        var copy = browser.Copy();
        Assert.True(await other.IsSignedInAsync());

        await browser.ChangeEmailAsync(TestApp.NewAddress());

        Assert.True(await browser.IsSignedInAsync());
        Assert.NotEqual(copy.Session, browser.Session);
        Assert.False(await copy.IsSignedInAsync());
        Assert.False(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task It_refuses_the_own_address_without_a_word_to_it()
    {
        var alice = await app.NewUser();

        Assert.Refuses("email", await (await app.SignedInAs(alice)).ChangeEmailAsync(alice.Email!));

        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A80")]
    public async Task It_refuses_the_address_of_somebody_else()
    {
        var bob = await app.NewUser();
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.Refuses("email", await browser.ChangeEmailAsync(bob.Email!.ToUpperInvariant()));
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A95")]
    public async Task An_address_that_somebody_else_takes_at_this_moment_is_refused_without_a_word_to_the_old_one()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var email = TestApp.NewAddress();

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.CreateAsync(email, TestApp.Password)));
        var page = await browser.ChangeEmailAsync(email);

        Assert.Refuses(page);
        Assert.True(await browser.IsSignedInAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task It_says_so_if_the_account_changes_at_this_moment()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword)));
        var page = await browser.ChangeEmailAsync(TestApp.NewAddress());

        Assert.Refuses(page);
        Assert.DoesNotContain(await app.Mailbox.ToAsync(alice.Email), mail => mail.Link.Contains("/account-changes/"));
    }

    [Fact]
    public async Task It_works_for_a_password_that_is_hashed_anew_on_the_way()
    {
        var alice = await app.NewUser();
        await app.WeakenHashOf(alice);
        var email = TestApp.NewAddress();

        Assert.LeadsTo(AccountPaths.Account, await (await app.SignedInAs(alice)).ChangeEmailAsync(email));

        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(email));
    }

    [Fact]
    public async Task The_old_address_is_told_and_the_new_one_is_not()
    {
        var alice = await app.NewUser();
        var email = TestApp.NewAddress();

        await (await app.SignedInAs(alice)).ChangeEmailAsync(email);

        var mail = Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.StartsWith("http://localhost/account-changes/", mail.Link);
        Assert.Contains(mail.Link, mail.Html);
        Assert.Empty(await app.Mailbox.ToAsync(email));
    }
}
