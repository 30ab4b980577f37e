namespace PowApp._1.Tests;

public sealed class ConfirmEmailFrontEndTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A53")]
    public async Task Looking_at_the_link_does_not_use_it_up()
    {
        var (alice, email) = (await app.NewUser(), TestApp.NewAddress());
        await (await app.SignedInAs(alice)).ChangeEmailAsync(email);
        var mail = (await app.Mailbox.ToAsync(email))[^1];

        await Assert.ShowsLink(mail, "POST /api/v1/confirm-email", app);

        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice));
        Assert.Succeeds(await app.NewVisitor().ConfirmEmailAsync(mail.Secret));
    }
}
