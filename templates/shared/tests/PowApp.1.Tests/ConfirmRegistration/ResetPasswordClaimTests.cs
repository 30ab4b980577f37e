namespace PowApp._1.Tests;

/// <summary>A reset shows who owns the mailbox, as a confirmation does.</summary>
public sealed class ResetPasswordClaimTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A56")]
    public async Task It_confirms_the_address_and_ends_all_that_was_set_before()
    {
        var email = TestApp.NewAddress();
        var (mallory, alice) = (app.NewVisitor(), app.NewVisitor());
        await mallory.RegisterAsync(email, "the password of mallory");
        var confirmation = (await app.Mailbox.ToAsync(email))[^1].Secret;

        await alice.AskToResetPasswordAsync(email);
        Assert.Succeeds(await alice.ResetPasswordAsync((await app.Mailbox.ToAsync(email))[^1].Secret, TestApp.Password));

        Assert.Succeeds(await alice.SignInAsync(email));
        Assert.True(await alice.IsSignedInAsync());
        Assert.False((await mallory.SignInAsync(email, "the password of mallory")).Succeeded);
        Assert.False((await mallory.ConfirmEmailAsync(confirmation)).Succeeded);
    }
}
