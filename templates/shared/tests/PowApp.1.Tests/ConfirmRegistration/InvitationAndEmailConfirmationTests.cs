namespace PowApp._1.Tests;

/// <summary>An invitation shows who owns the mailbox, as a confirmation does.</summary>
public sealed class InvitationAndEmailConfirmationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A56")]
    public async Task Accepting_one_ends_all_that_somebody_else_has_set_before()
    {
        var email = TestApp.NewAddress();
        var (mallory, victim) = (app.NewVisitor(), app.NewVisitor());
        await mallory.RegisterAsync(email, "the password of mallory");
        var confirmation = (await app.Mailbox.ToAsync(email))[^1].Secret;

        Assert.Succeeds(await victim.AcceptInvitationAsync(await app.InvitationTo(email)));

        Assert.True(await victim.IsSignedInAsync());
        Assert.False((await mallory.SignInAsync(email, "the password of mallory")).Succeeded);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(email));
        Assert.False((await mallory.ConfirmEmailAsync(confirmation)).Succeeded);
        Assert.False(await mallory.IsSignedInAsync());
    }

    [Fact]
    public async Task Who_accepts_one_needs_no_confirmation()
    {
        var email = TestApp.NewAddress();

        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(await app.InvitationTo(email)));

        Assert.Single(await app.Mailbox.ToAsync(email));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(email));
    }
}
