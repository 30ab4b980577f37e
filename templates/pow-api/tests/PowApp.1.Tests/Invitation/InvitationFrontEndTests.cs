namespace PowApp._1.Tests;

public sealed class InvitationFrontEndTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A53")]
    public async Task Looking_at_the_link_does_not_use_it_up()
    {
        var address = TestApp.NewAddress();
        await app.InvitationTo(address);
        var mail = (await app.Mailbox.ToAsync(address))[^1];

        await Assert.ShowsLink(mail, "POST /api/v1/invitations/accept", app);

        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(mail.Secret));
    }
}
