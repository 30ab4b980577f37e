using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class ResetPasswordAndInvitationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A49")]
    public async Task A_link_of_the_one_is_none_of_the_other()
    {
        var alice = await app.NewUser();
        var invitation = await app.InvitationTo(TestApp.NewAddress());
        await app.NewBrowser().SubmitAsync(AccountPaths.ResetPassword, new { alice.Email });
        var reset = (await app.Mailbox.ToAsync(alice.Email))[^1].Link;

        Assert.LeadsTo(AccountPaths.ResetPassword, await app.NewBrowser().GetAsync(invitation.Replace("/invitations/", "/reset-password/")));
        Assert.LeadsTo(AccountPaths.SignIn, await app.NewBrowser().GetAsync(reset.Replace("/reset-password/", "/invitations/")));
    }
}
