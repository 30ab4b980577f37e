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
    [InlineData("")]
    [InlineData("no address")]
    public async Task It_needs_an_address(string email)
    {
        var visitor = await app.SignedInAs(await app.NewUser());

        Assert.IsRefusedFor("email", await visitor.ChangeEmailAsync(email));
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task The_notice_is_not_sent_if_the_change_is_refused()
    {
        var alice = await app.NewUser();

        await (await app.SignedInAs(alice)).ChangeEmailAsync("no address");

        Assert.Equal(0, await app.Db(db => db.Set<OutboxMail>().CountAsync(mail => mail.Address == alice.Email)));
    }
}
