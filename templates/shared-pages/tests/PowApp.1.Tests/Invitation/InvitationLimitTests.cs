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
            var browser = await NewInviterAsync();
            var answer = (await browser.InviteAsync(_invitee)).ShapeWithout(_invitee);
            var row = (await browser.GetAsync(AccountPaths.Invitations)).Document.QuerySelector("main li")!.TextContent;
            answers.Add(answer + row);
        }

        Assert.Single(answers.Distinct());
        Assert.Equal(Limits.MailsPerHourToAddress, (await app.Mailbox.ToAsync(_invitee)).Count);
        app.Clock.Advance(_hour);
        await (await NewInviterAsync()).InviteAsync(_invitee.ToUpperInvariant());
        Assert.Single(await app.Mailbox.ToAsync(_invitee.ToUpperInvariant().Replace("EXAMPLE.COM", "example.com")));
    }

    [Fact, Trait("Attack", "A60")]
    public async Task Sending_again_is_limited_alike()
    {
        var browser = await NewInviterAsync();
        await browser.InviteAsync(_invitee);

        for (var i = 0; i < Limits.MailsPerHourToAddress; i++)
            Assert.LeadsTo(AccountPaths.Invitations, await browser.PressAsync(AccountPaths.Invitations, "Send again"));

        Assert.Equal(Limits.MailsPerHourToAddress, (await app.Mailbox.ToAsync(_invitee)).Count);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task One_source_may_invite_so_many()
    {
        var browser = await NewInviterAsync();
        for (var i = 0; i < Limits.MailsPerHour; i++) Assert.LeadsTo(AccountPaths.Invitations, await browser.InviteAsync(TestApp.NewAddress()));

        var page = await browser.InviteAsync(_invitee);

        Assert.MustWait(_hour, page);
        Assert.Equal(_invitee, page.Field("email").Value);
        Assert.DoesNotContain(_invitee, (await browser.GetAsync(AccountPaths.Invitations)).Text);
        Assert.Equal(429, (int)(await browser.PressAsync(AccountPaths.Invitations, "Send again")).Status);
    }

    [Fact, Trait("Attack", "A105")]
    public async Task Links_cannot_be_tried_out()
    {
        var browser = app.NewBrowser();
        var link = AccountPaths.InvitationLink.With(Secret.New());
        for (var i = 0; i < Limits.WrongLinksPerMinute; i++) Assert.LeadsTo(AccountPaths.SignIn, await browser.GetAsync(link));

        var page = await browser.GetAsync(link);

        Assert.Equal(429, (int)page.Status);
        Assert.Equal(TimeSpan.FromMinutes(1), page.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_link_that_is_right_does_not_count()
    {
        var link = await app.InvitationTo(_invitee);
        var browser = app.NewBrowser();

        for (var i = 0; i <= Limits.WrongLinksPerMinute; i++) Assert.LeadsTo(AccountPaths.AcceptInvitation, await browser.GetAsync(link));
    }

    private async Task<Browser> NewInviterAsync() => await app.SignedInAs(await app.NewUser());
}
