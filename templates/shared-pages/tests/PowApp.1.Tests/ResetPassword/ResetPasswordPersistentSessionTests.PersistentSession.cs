using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class ResetPasswordPersistentSessionTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A42")]
    public async Task A_new_password_through_a_link_ends_it_on_every_device()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        await browser.AskToResetPasswordAsync(alice.Email!);
        var link = (await app.Mailbox.ToAsync(alice.Email))[^1].Link;
        await browser.SignInPersistentlyAsync(alice);
        var (copy, other) = (browser.ClosedCopy(), await app.ClosedAfterSignIn(alice));

        var form = await browser.FollowAsync(await browser.GetAsync(link));
        await browser.SubmitAsync(form, new { password = TestApp.NewPassword, passwordConfirmation = TestApp.NewPassword });

        Assert.Null(browser.RenewalToken);
        Assert.False(await browser.IsSignedInAsync());
        Assert.False(await copy.IsSignedInAsync());
        Assert.False(await other.IsSignedInAsync());
        Assert.DoesNotContain(await app.Mailbox.ToAsync(alice.Email), mail => mail.Link.EndsWith(AccountPaths.Sessions, StringComparison.Ordinal));
    }
}
