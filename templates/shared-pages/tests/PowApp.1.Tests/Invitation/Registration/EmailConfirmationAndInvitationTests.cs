using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>An invitation shows who owns the mailbox, as a confirmation does.</summary>
public sealed class EmailConfirmationAndInvitationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A56")]
    public async Task Accepting_one_ends_all_that_somebody_else_has_set_before()
    {
        var email = TestApp.NewAddress();
        var mallory = app.NewBrowser();
        await mallory.RegisterAsync(email, "the password of mallory");
        var confirmation = (await app.Mailbox.ToAsync(email))[^1].Link;

        var victim = await app.OpenInvitationAsync(await app.InvitationTo(email));
        Assert.LeadsTo("/", await victim.AcceptAsync());

        Assert.True(await victim.IsSignedInAsync());
        Assert.False(await mallory.IsSignedInAsync());
        Assert.Refuses(await mallory.SignInAsync(email, "the password of mallory"));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(email));
        Assert.NotEqual("/", (await mallory.GetAsync(confirmation)).Location);
        Assert.False(await mallory.IsSignedInAsync());
    }

    [Fact]
    public async Task Who_accepts_one_needs_no_confirmation()
    {
        var email = TestApp.NewAddress();

        await (await app.OpenInvitationAsync(await app.InvitationTo(email))).AcceptAsync();

        Assert.Single(await app.Mailbox.ToAsync(email));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(email));
    }
}
