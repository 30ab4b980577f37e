using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class DeleteAccountTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task It_leaves_nothing_of_the_account()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        await app.Mailbox.DeliverAsync();
        app.Clock.Advance(app.Accounts.EmailChange.UndoWithin); // So that no one can restore the account.
        Assert.True(await app.Db(db => db.Set<AccountToken>().AnyAsync(token => token.UserId == alice.Id)));

        var visitor = await app.SignedInAs(alice);
        Assert.Succeeds(await visitor.DeleteAccountAsync());

        Assert.False(await visitor.IsSignedInAsync());
        Assert.IsRefused(await app.NewVisitor().SignInAsync(alice.Email!));
        Assert.Equal((0, 0, 0, 0), await app.Db(async db => (
            await db.Set<User>().CountAsync(user => user.Id == alice.Id),
            await db.Set<Session>().CountAsync(session => session.UserId == alice.Id),
            await db.Set<EmailChange>().CountAsync(change => change.UserId == alice.Id),
            await db.Set<AccountToken>().CountAsync(token => token.UserId == alice.Id))));
    }

    [Fact]
    public async Task The_owner_is_told()
    {
        var alice = await app.NewUser();

        await (await app.SignedInAs(alice)).DeleteAccountAsync();

        var mail = Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.Contains("was deleted", mail.Subject);
        Assert.Contains("contact us", mail.Text);
    }

    /// <summary>Of two spellings of it, one was changed and can be restored.</summary>
    [Fact]
    public async Task One_mailbox_is_told_once()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        await app.Mailbox.DeliverAsync();
        var respelled = alice.Email!.Replace("user", "USER");
        await app.ChangeEmailOf(alice, respelled);
        var visitor = app.NewVisitor();
        await visitor.SignInAsync(alice.Email);

        Assert.Succeeds(await visitor.DeleteAccountAsync());

        var mails = (await app.Mailbox.ToAsync(alice.Email)).Concat(await app.Mailbox.ToAsync(respelled)).Where(mail => mail.Subject.Contains("deleted"));
        Assert.Contains("restore the account now", Assert.Single(mails).Text);
    }

    [Fact, Trait("Attack", "A21")]
    public async Task It_ends_all_sessions_at_once()
    {
        var alice = await app.NewUser();
        var (here, there) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        Assert.True(await there.IsSignedInAsync());

        await here.DeleteAccountAsync();

        Assert.False(await there.IsSignedInAsync());
        Assert.DoesNotContain(alice.Email!, await there.ReadAccountAsync());
    }

    [Fact, Trait("Attack", "A21")]
    public async Task An_account_that_is_deleted_in_the_database_is_gone_within_seconds()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        Assert.True(await visitor.IsSignedInAsync());

        await app.Db(db => db.Set<User>().Where(user => user.Id == alice.Id).ExecuteDeleteAsync());

        app.Clock.Advance(app.Accounts.Sessions.CacheFor);
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task An_account_that_changes_at_this_moment_stays()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword)));

        Assert.IsRefused(await visitor.DeleteAccountAsync());
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    [Fact]
    public async Task The_address_is_free_again()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).DeleteAccountAsync();

        Assert.NotNull(await app.NewUser(email: alice.Email));
    }
}
