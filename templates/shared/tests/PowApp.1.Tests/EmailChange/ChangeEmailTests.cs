using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

public sealed class ChangeEmailTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A122")]
    public async Task It_needs_a_fresh_session()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);
        Assert.AsksForPassword(await visitor.ChangeEmailAsync(TestApp.NewAddress()));

        await visitor.ReauthenticateAsync();

        Assert.Succeeds(await visitor.ChangeEmailAsync(TestApp.NewAddress()));
    }

    [Theory]
    [InlineData("", "Enter your new email address.")]
    [InlineData("\u00A0\u200B ", "Enter your new email address.")]
    [InlineData("no address", "Enter a valid email address, such as name@example.com.")]
    public async Task It_needs_an_address(string email, string message)
    {
        var visitor = await app.SignedInAs(await app.NewUser());

        var answer = await visitor.ChangeEmailAsync(email);

        Assert.IsRefusedFor("email", answer);
        Assert.Equal(message, answer.ErrorOf("email"));
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task What_is_no_address_counts_for_no_limit()
    {
        var visitor = await app.SignedInAs(await app.NewUser());

        for (var i = 0; i <= app.Accounts.Throttling.AccountChangesPerHour; i++) Assert.IsRefusedFor("email", await visitor.ChangeEmailAsync("no address"));

        Assert.Succeeds(await visitor.ChangeEmailAsync(TestApp.NewAddress()));
    }

    [Fact]
    public async Task What_is_pasted_around_the_address_is_not_part_of_it()
    {
        var email = TestApp.NewAddress();
        var visitor = await app.SignedInAs(await app.NewUser());

        await visitor.ChangeEmailAsync($"\u200B{email}\u00A0");
        Assert.Succeeds(await visitor.ConfirmEmailAsync((await app.Mailbox.ToAsync(email))[^1].Secret));

        Assert.Succeeds(await app.NewVisitor().SignInAsync(email));
    }

    /// <summary>However it is written. The mail goes to the spelling that was confirmed.</summary>
    [Theory]
    [InlineData("{1}")]
    [InlineData(" {0}\u00A0")]
    [InlineData("\u200B{1} ")]
    public async Task The_own_address_is_no_change(string variant)
    {
        var alice = await app.NewUser();
        var own = string.Format(variant, alice.Email, alice.Email!.Replace("user", "USER"));

        Assert.Succeeds(await (await app.SignedInAs(alice)).ChangeEmailAsync(own));

        Assert.False(await app.Db(db => db.Set<EmailChange>().AnyAsync(change => change.UserId == alice.Id)));
        Assert.Equal(0, await app.Db(db => db.Set<OutboxMail>().CountAsync(mail => mail.UserId == alice.Id)));
        Assert.Equal(alice.Email, (await app.Db(db => db.Set<User>().SingleAsync(user => user.Id == alice.Id))).Email);
    }

    [Fact]
    public async Task The_notice_is_not_sent_if_the_change_is_refused()
    {
        var alice = await app.NewUser();

        await (await app.SignedInAs(alice)).ChangeEmailAsync("no address");

        Assert.Equal(0, await app.Db(db => db.Set<OutboxMail>().CountAsync(mail => mail.Address == alice.Email)));
    }
}
