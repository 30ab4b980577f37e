using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

public sealed partial class ChangeEmailTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_page_asks_for_the_new_address_and_the_current_password()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var page = await browser.GetAsync(AccountPaths.Account);

        Assert.AsksFor("email", "email", page);
        Assert.AsksFor("currentPassword", "password", page);
    }

    [Theory]
    [InlineData("not her password")]
    [InlineData("")]
    public async Task It_needs_the_current_password(string currentPassword)
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var (value, email) = (browser.Session, TestApp.NewAddress());

        var page = await browser.ChangeEmailAsync(email, currentPassword);

        Assert.Refuses("currentPassword", page);
        Assert.Equal(email, page.Field("email").Value);
        Assert.Equal(value, browser.Session);
        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no address")]
    public async Task It_needs_an_address(string email)
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.Refuses("email", await browser.ChangeEmailAsync(email));
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task The_notice_is_not_sent_if_the_change_is_refused()
    {
        var alice = await app.NewUser();

        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress(), "not her password");

        Assert.Equal(0, await app.Db(db => db.Set<OutboxMail>().CountAsync(mail => mail.Address == alice.Email)));
    }
}
