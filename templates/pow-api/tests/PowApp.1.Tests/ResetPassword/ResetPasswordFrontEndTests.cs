using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class ResetPasswordFrontEndTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_page_stands_in_for_the_one_that_asks_for_the_link() =>
        Assert.SendsItsFormTo("POST /api/v1/reset-password", await app.NewVisitor().GetAsync(ResetPasswordPaths.Ask));

    [Fact, Trait("Attack", "A53")]
    public async Task Looking_at_the_link_does_not_use_it_up()
    {
        var alice = await app.NewUser();
        await app.NewVisitor().AskToResetPasswordAsync(alice.Email!);
        var mail = (await app.Mailbox.ToAsync(alice.Email))[^1];

        await Assert.ShowsLink(mail, "PUT /api/v1/reset-password", app);

        Assert.Succeeds(await app.NewVisitor().ResetPasswordAsync(mail.Secret));
    }
}
