using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

public sealed partial class ChangeEmailTests(TestApp app) : IClassFixture<TestApp>
{
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
