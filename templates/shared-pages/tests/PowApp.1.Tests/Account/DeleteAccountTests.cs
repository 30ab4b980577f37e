using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class DeleteAccountTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task It_leaves_nothing_of_the_account()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        await browser.ChangeEmailAsync(alice.Email!.ToUpperInvariant());
        await app.Mailbox.DeliverAsync();

        var page = await browser.DeleteAccountAsync();

        Assert.LeadsTo(AccountPaths.SignIn, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Null(browser.Session);
        Assert.Refuses(await app.NewBrowser().SignInAsync(alice));
        Assert.Equal((0, 0, 0), await app.Db(async db => (
            await db.Set<User>().CountAsync(user => user.Id == alice.Id),
            await db.Set<Session>().CountAsync(session => session.UserId == alice.Id),
            await db.Set<AccountToken>().CountAsync(token => token.UserId == alice.Id))));
    }

    [Fact, Trait("Attack", "A21")]
    public async Task It_ends_all_sessions_at_once()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        Assert.True(await other.IsSignedInAsync());

        await browser.DeleteAccountAsync();

        Assert.False(await other.IsSignedInAsync());
        Assert.DoesNotContain(alice.Email!, (await other.GetAsync("/")).Text);
    }

    [Fact, Trait("Attack", "A21")]
    public async Task An_account_that_is_deleted_in_the_database_is_gone_within_seconds()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        Assert.True(await browser.IsSignedInAsync());

        await app.Db(db => db.Set<User>().Where(user => user.Id == alice.Id).ExecuteDeleteAsync());

        app.Clock.Advance(app.Accounts.Sessions.CacheFor);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Theory]
    [InlineData("not her password")]
    [InlineData("")]
    public async Task It_needs_the_current_password(string currentPassword)
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);

        Assert.Refuses("currentPassword", await browser.DeleteAccountAsync(currentPassword));

        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task An_account_that_changes_at_this_moment_stays()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword)));

        Assert.Refuses(await browser.DeleteAccountAsync());
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice, TestApp.NewPassword));
    }

    [Fact]
    public async Task The_address_is_free_again()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).DeleteAccountAsync();

        Assert.NotNull(await app.NewUser(email: alice.Email));
    }
}
