using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Emailed links cannot be guessed at leisure.</summary>
public sealed class LinkLimitTests(TestApp app) : IClassFixture<TestApp>
{
    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact, Trait("Attack", "A105")]
    public async Task Links_cannot_be_tried_out()
    {
        var visitor = app.NewVisitor();
        for (var i = 0; i < Limits.WrongLinksPerMinute; i++) Assert.IsDeadLink(await visitor.UndoEmailChangeAsync(Secret.New()));

        Assert.IsToWait(TimeSpan.FromMinutes(1), await visitor.UndoEmailChangeAsync(Secret.New()));
        Assert.IsDeadLink(await app.NewVisitor().UndoEmailChangeAsync(Secret.New()));
    }

    [Fact]
    public async Task A_link_that_is_right_does_not_count()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var secret = Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Secret;
        var visitor = app.NewVisitor();

        for (var i = 1; i < Limits.WrongLinksPerMinute; i++) Assert.IsDeadLink(await visitor.UndoEmailChangeAsync(Secret.New()));
        Assert.Succeeds(await visitor.UndoEmailChangeAsync(secret));

        Assert.IsDeadLink(await visitor.UndoEmailChangeAsync(Secret.New()));
    }
}
