namespace PowApp._1.Tests;

public sealed class ResetPasswordAndInvitationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A49")]
    public async Task A_link_of_the_one_is_none_of_the_other()
    {
        var invitation = await app.InvitationTo(TestApp.NewAddress());
        var reset = await app.ResetSecretOf(await app.NewUser());

        Assert.False((await app.NewVisitor().ResetPasswordAsync(invitation)).Succeeded);
        Assert.False((await app.NewVisitor().AcceptInvitationAsync(reset)).Succeeded);
    }
}
