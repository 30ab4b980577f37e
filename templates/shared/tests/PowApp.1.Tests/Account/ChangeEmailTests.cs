using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

public sealed class ChangeEmailTests(TestApp app) : IClassFixture<TestApp>
{
#if (!EmailConfirmation)
    [Fact]
    public async Task The_new_address_signs_in_and_the_old_one_does_not()
    {
        var alice = await app.NewUser();
        var visitor = await app.VisitorAs(alice);
        var email = TestApp.NewAddress();

        Assert.Succeeds(await visitor.ChangeEmailAsync(email));

        Assert.Contains(email, await visitor.ReadAccountAsync());
        Assert.IsRefused(await app.NewVisitor().SignInAsync(alice.Email!));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(email));
    }

    [Fact, Trait("Attack", "A19")]
    public async Task It_ends_all_sessions_and_starts_a_new_one_here()
    {
        var alice = await app.NewUser();
        var (here, there) = (await app.VisitorAs(alice), await app.VisitorAs(alice));
        var copy = here.Copy();
        Assert.True(await there.IsSignedInAsync());

        await here.ChangeEmailAsync(TestApp.NewAddress());

        Assert.True(await here.IsSignedInAsync());
        Assert.NotEqual(copy.Session, here.Session);
        Assert.False(await copy.IsSignedInAsync());
        Assert.False(await there.IsSignedInAsync());
    }

    [Fact]
    public async Task It_refuses_the_own_address_without_a_word_to_it()
    {
        var alice = await app.NewUser();

        Assert.IsRefusedFor("email", await (await app.VisitorAs(alice)).ChangeEmailAsync(alice.Email!));

        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A80")]
    public async Task It_refuses_the_address_of_somebody_else()
    {
        var bob = await app.NewUser();
        var visitor = await app.VisitorAs(await app.NewUser());

        Assert.IsRefusedFor("email", await visitor.ChangeEmailAsync(bob.Email!.ToUpperInvariant()));
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A95")]
    public async Task An_address_that_somebody_else_takes_at_this_moment_is_refused_without_a_word_to_the_old_one()
    {
        var alice = await app.NewUser();
        var visitor = await app.VisitorAs(alice);
        var email = TestApp.NewAddress();

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.CreateAsync(email, TestApp.Password)));

        Assert.IsRefused(await visitor.ChangeEmailAsync(email));
        Assert.True(await visitor.IsSignedInAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task It_says_so_if_the_account_changes_at_this_moment()
    {
        var alice = await app.NewUser();
        var visitor = await app.VisitorAs(alice);

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword)));

        Assert.IsRefused(await visitor.ChangeEmailAsync(TestApp.NewAddress()));
        Assert.DoesNotContain(await app.Mailbox.ToAsync(alice.Email), mail => mail.Link.Contains("/account-changes/"));
    }

    [Fact]
    public async Task It_works_for_a_password_that_is_hashed_anew_on_the_way()
    {
        var alice = await app.NewUser();
        var visitor = await app.VisitorAs(alice);
        await app.WeakenHashOf(alice);
        var email = TestApp.NewAddress();

        Assert.Succeeds(await visitor.ChangeEmailAsync(email));

        Assert.Succeeds(await app.NewVisitor().SignInAsync(email));
    }

    [Fact]
    public async Task The_old_address_is_told_and_the_new_one_is_not()
    {
        var alice = await app.NewUser();
        var email = TestApp.NewAddress();

        await (await app.VisitorAs(alice)).ChangeEmailAsync(email);

        var mail = Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.StartsWith("http://localhost/account-changes/", mail.Link);
        Assert.Contains(mail.Link, mail.Html);
        Assert.Empty(await app.Mailbox.ToAsync(email));
    }

#endif
    [Theory]
    [InlineData("not her password")]
    [InlineData("")]
    public async Task It_needs_the_current_password(string currentPassword)
    {
        var alice = await app.NewUser();
        var visitor = await app.VisitorAs(alice);
        var value = visitor.Session;

        Assert.IsRefusedFor("currentPassword", await visitor.ChangeEmailAsync(TestApp.NewAddress(), currentPassword));

        Assert.Equal(value, visitor.Session);
        Assert.Contains(alice.Email!, await visitor.ReadAccountAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no address")]
    public async Task It_needs_an_address(string email)
    {
        var visitor = await app.VisitorAs(await app.NewUser());

        Assert.IsRefusedFor("email", await visitor.ChangeEmailAsync(email));
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task The_notice_is_not_sent_if_the_change_is_refused()
    {
        var alice = await app.NewUser();

        await (await app.VisitorAs(alice)).ChangeEmailAsync(TestApp.NewAddress(), "not her password");

        Assert.Equal(0, await app.Db(db => db.Set<OutboxMail>().CountAsync(mail => mail.Address == alice.Email)));
    }
}
