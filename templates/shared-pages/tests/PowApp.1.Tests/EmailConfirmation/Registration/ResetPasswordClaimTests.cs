using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A reset shows who owns the mailbox, as a confirmation does.</summary>
public sealed class ResetPasswordClaimTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A56")]
    public async Task It_confirms_the_address_and_ends_all_that_was_set_before()
    {
        var email = TestApp.NewAddress();
        var (mallory, alice) = (app.NewBrowser(), app.NewBrowser());
        await mallory.RegisterAsync(email, "the password of mallory");
        var confirmation = (await app.Mailbox.ToAsync(email))[^1].Link;

        await alice.SubmitAsync(AccountPaths.ResetPassword, new { email });
        var form = await alice.FollowAsync(await alice.GetAsync((await app.Mailbox.ToAsync(email))[^1].Link));
        await alice.SubmitAsync(form, new { TestApp.Password, passwordConfirmation = TestApp.Password });

        Assert.LeadsTo("/", await alice.SignInAsync(email));
        Assert.Refuses(await mallory.SignInAsync(email, "the password of mallory"));
        Assert.LeadsTo(AccountPaths.SignIn, await mallory.GetAsync(confirmation));
    }
}
