using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Nobody's mailbox is flooded with invitations.</summary>
public sealed class InvitationLimitTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private readonly string _invitee = TestApp.NewAddress();

    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact, Trait("Attack", "A60")]
    public async Task A_mailbox_gets_a_few_an_hour_and_nobody_is_told_what_others_have_asked_for()
    {
        var answers = new List<string>();
        for (var i = 0; i < 2 * Limits.MailsPerHourToAddress; i++)
        {
            var inviter = await app.NewInviter();
            var answer = (await inviter.InviteAsync(_invitee)).ShapeWithout(_invitee);
            answers.Add(answer + Assert.Single(await inviter.ListInvitationsAsync()).State);
        }

        Assert.Single(answers.Distinct());
        Assert.Equal(Limits.MailsPerHourToAddress, (await app.Mailbox.ToAsync(_invitee)).Count);
        app.Clock.Advance(_hour);
        await (await app.NewInviter()).InviteAsync(_invitee.ToUpperInvariant());
        Assert.Single(await app.Mailbox.ToAsync(_invitee.ToUpperInvariant().Replace("EXAMPLE.COM", "example.com")));
    }

    [Fact, Trait("Attack", "A60")]
    public async Task Sending_again_is_limited_alike()
    {
        var inviter = await app.NewInviter();
        await inviter.InviteAsync(_invitee);
        var id = Assert.Single(await inviter.ListInvitationsAsync()).Id;

        for (var i = 1; i < Limits.MailsPerHourToAddress; i++) Assert.Succeeds(await inviter.ResendInvitationAsync(id));
        var log = await app.Log.Of(async () => Assert.Succeeds(await inviter.ResendInvitationAsync(id)));

        Assert.Equal(Limits.MailsPerHourToAddress, (await app.Mailbox.ToAsync(_invitee)).Count);
        Assert.Contains("EmailLimited", log);
        Assert.DoesNotContain("InvitationSent", log);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task One_source_may_invite_so_many()
    {
        var inviter = await app.NewInviter();
        for (var i = 0; i < Limits.MailsPerHour; i++) Assert.Succeeds(await inviter.InviteAsync(TestApp.NewAddress()));

        Assert.IsToWait(_hour, await inviter.InviteAsync(_invitee));

        var listed = await inviter.ListInvitationsAsync();
        Assert.DoesNotContain(listed, invitation => invitation.Email == _invitee);
        Assert.IsToWait(_hour, await inviter.ResendInvitationAsync(listed[0].Id));
    }

    [Fact, Trait("Attack", "A105")]
    public async Task Links_cannot_be_tried_out()
    {
        var visitor = app.NewVisitor();
        for (var i = 0; i < Limits.WrongLinksPerMinute; i++) Assert.False((await visitor.AcceptInvitationAsync(Secret.New())).Succeeded);

        Assert.IsToWait(TimeSpan.FromMinutes(1), await visitor.AcceptInvitationAsync(Secret.New()));
    }

    [Fact]
    public async Task A_link_that_is_right_does_not_count()
    {
        var secret = await app.InvitationTo(_invitee);
        var visitor = app.NewVisitor();

        for (var i = 0; i <= Limits.WrongLinksPerMinute; i++)
            Assert.IsRefusedFor("password", await visitor.AcceptInvitationAsync(secret, "too short"));
    }
}
