using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Tests;

/// <summary>The list of one's invitations, and what can be done there.</summary>
public sealed class InvitationListTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _invitee = TestApp.NewAddress();

    [Fact]
    public async Task The_list_says_whom_when_and_until_when()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        Assert.Empty(Rows(await browser.GetAsync(AccountPaths.Invitations)));

        await browser.InviteAsync(_invitee);
        var row = Assert.Single(Rows(await browser.GetAsync(AccountPaths.Invitations)));

        Assert.Contains(_invitee, row);
        Assert.Contains("Open", row);
        Assert.Contains(app.Clock.GetUtcNow().ToString("d MMM yyyy, HH:mm"), row);
        Assert.Contains(app.Clock.GetUtcNow().AddDays(7).ToString("d MMM yyyy, HH:mm"), row);
    }

    [Fact]
    public async Task The_list_says_what_became_of_an_invitation()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        await (await app.OpenInvitationAsync(await app.InvitationOf(browser, _invitee))).AcceptAsync();
        var page = await browser.GetAsync(AccountPaths.Invitations);
        Assert.Contains("Accepted", Assert.Single(Rows(page)));
        Assert.Empty(page.Document.QuerySelectorAll("main button"));

        await browser.InviteAsync(TestApp.NewAddress());
        app.Clock.Advance(app.Accounts.Invitation.LinkLifetime);
        var later = await (await app.SignedInAs(alice)).GetAsync(AccountPaths.Invitations);
        Assert.Single(Rows(later), row => row.Contains("Expired"));
        Assert.Single(Rows(later), row => row.Contains("Accepted"));
    }

    [Fact]
    public async Task Sending_it_again_retires_the_older_link_and_starts_its_time_anew()
    {
        var alice = await app.NewUser();
        var older = await app.InvitationOf(await app.SignedInAs(alice), _invitee);
        app.Clock.Advance(app.Accounts.Invitation.LinkLifetime + TimeSpan.FromDays(1));
        AssertNotValid(await app.NewBrowser().GetAsync(older));

        var browser = await app.SignedInAs(alice);
        var page = await browser.PressAsync(AccountPaths.Invitations, "Send again");

        Assert.LeadsTo(AccountPaths.Invitations, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Contains("Open", Assert.Single(Rows(await browser.GetAsync(AccountPaths.Invitations))));
        AssertNotValid(await app.NewBrowser().GetAsync(older));
        var newer = (await app.Mailbox.ToAsync(_invitee))[^1].Link;
        AssertNotValid(await app.NewBrowser().GetAsync(older));
        Assert.LeadsTo("/", await (await app.OpenInvitationAsync(newer)).AcceptAsync());
    }

    /// <summary>The mail that leads to sign in takes the place of the one with the link, too.</summary>
    [Fact]
    public async Task Sending_it_again_to_somebody_who_has_an_account_by_now_retires_the_older_link()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var link = await app.InvitationOf(browser, _invitee);
        await app.NewUser(email: _invitee);

        await browser.PressAsync(AccountPaths.Invitations, "Send again");

        Assert.Equal("http://localhost/session/new", (await app.Mailbox.ToAsync(_invitee))[^1].Link);
        AssertNotValid(await app.NewBrowser().GetAsync(link));
    }

    [Fact]
    public async Task One_that_was_accepted_before_its_mail_was_written_again_is_not_sent()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var link = await app.InvitationOf(browser, _invitee);
        await browser.PressAsync(AccountPaths.Invitations, "Send again");

        await (await app.OpenInvitationAsync(link)).AcceptAsync();

        Assert.Single(await app.Mailbox.ToAsync(_invitee));
        Assert.Contains("Accepted", Assert.Single(Rows(await browser.GetAsync(AccountPaths.Invitations))));
    }

    [Fact]
    public async Task One_that_has_expired_before_its_mail_was_written_is_not_sent()
    {
        await (await app.SignedInAs(await app.NewUser())).InviteAsync(_invitee);

        app.Clock.Advance(app.Accounts.Invitation.LinkLifetime);

        Assert.Empty(await app.Mailbox.ToAsync(_invitee));
    }

    [Fact]
    public async Task Who_has_left_can_be_invited_again()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var guest = await app.OpenInvitationAsync(await app.InvitationOf(browser, _invitee));
        await guest.AcceptAsync();
        await guest.DeleteAccountAsync();

        var again = await app.InvitationOf(browser, _invitee);

        Assert.Contains("Open", Assert.Single(Rows(await browser.GetAsync(AccountPaths.Invitations))));
        Assert.LeadsTo("/", await (await app.OpenInvitationAsync(again)).AcceptAsync());
    }

    [Fact]
    public async Task Revoking_it_ends_its_link()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var link = await app.InvitationOf(browser, _invitee);
        var invited = await app.OpenInvitationAsync(link);
        var form = await invited.GetAsync(AccountPaths.AcceptInvitation);

        var page = await browser.PressAsync(AccountPaths.Invitations, "Revoke");

        Assert.LeadsTo(AccountPaths.Invitations, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Empty(Rows(await browser.GetAsync(AccountPaths.Invitations)));
        AssertNotValid(await app.NewBrowser().GetAsync(link));
        AssertNotValid(await invited.AcceptAsync(form));
    }

    [Fact]
    public async Task One_that_was_revoked_before_its_mail_was_written_is_not_sent()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await browser.InviteAsync(_invitee);

        await browser.PressAsync(AccountPaths.Invitations, "Revoke");

        Assert.Empty(await app.Mailbox.ToAsync(_invitee));
    }

    [Fact, Trait("Attack", "A120")]
    public async Task Nobody_sees_sends_or_revokes_the_invitations_of_others()
    {
        var (alice, mallory) = (await app.SignedInAs(await app.NewUser()), await app.SignedInAs(await app.NewUser()));
        var link = await app.InvitationOf(alice, _invitee);
        var id = await app.Db(db => db.Set<Invitation>().Where(row => row.Address == _invitee).Select(row => row.Id).SingleAsync());
        var page = await mallory.GetAsync(AccountPaths.Invitations);
        Assert.Empty(Rows(page));

        foreach (var path in new[] { AccountPaths.ResendInvitation.With(id), AccountPaths.RevokeInvitation.With(id) })
        {
            var foreign = await mallory.PostAsync(path, ("__RequestVerificationToken", page.Token));
            var unknown = await mallory.PostAsync(path.Replace($"{id}", $"{Guid.NewGuid()}"), ("__RequestVerificationToken", page.Token));
            Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
            Assert.Equal(unknown.Html, foreign.Html);
        }

        Assert.Single(await app.Mailbox.ToAsync(_invitee));
        await app.OpenInvitationAsync(link);
    }

    [Fact]
    public async Task One_that_was_accepted_can_be_neither_sent_nor_revoked()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var form = await browser.GetAsync(AccountPaths.Invitations);
        await (await app.OpenInvitationAsync(await app.InvitationOf(browser, _invitee))).AcceptAsync();
        var id = await app.Db(db => db.Set<Invitation>().Where(row => row.Address == _invitee).Select(row => row.Id).SingleAsync());

        foreach (var path in new[] { AccountPaths.ResendInvitation.With(id), AccountPaths.RevokeInvitation.With(id) })
            Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(path, ("__RequestVerificationToken", form.Token))).Status);

        Assert.Contains("Accepted", Assert.Single(Rows(await browser.GetAsync(AccountPaths.Invitations))));
    }

    [Fact]
    public async Task They_go_with_the_account_of_the_inviter()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var link = await app.InvitationOf(browser, _invitee);
        var notWritten = TestApp.NewAddress();
        await browser.InviteAsync(notWritten);

        await browser.DeleteAccountAsync();

        AssertNotValid(await app.NewBrowser().GetAsync(link));
        Assert.Empty(await app.Mailbox.ToAsync(notWritten));
        Assert.Equal(0, await app.Db(db => db.Set<Invitation>().CountAsync(row => row.InviterId == alice.Id)));
    }

    [Fact]
    public async Task They_stay_on_the_list_for_a_while_and_are_cleared_away()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        await (await app.OpenInvitationAsync(await app.InvitationOf(browser, _invitee))).AcceptAsync();
        await browser.InviteAsync(TestApp.NewAddress());

        Assert.Equal(2, await CountAfterAsync(app.Accounts.Invitation.ListedFor));
        Assert.Equal(1, await CountAfterAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(1, await CountAfterAsync(app.Accounts.Invitation.LinkLifetime - TimeSpan.FromSeconds(1)));
        Assert.Equal(0, await CountAfterAsync(TimeSpan.FromSeconds(1)));

        async Task<int> CountAfterAsync(TimeSpan time)
        {
            app.Clock.Advance(time);
            await app.With((Janitor janitor) => janitor.CleanAsync(TestContext.Current.CancellationToken));
            return await app.Db(db => db.Set<Invitation>().CountAsync(row => row.InviterId == alice.Id));
        }
    }

    private static void AssertNotValid(Page page) => Assert.LeadsTo(AccountPaths.SignIn, page);

    private static IReadOnlyList<string> Rows(Page page) => [.. page.Document.QuerySelectorAll("main li").Select(row => row.TextContent)];
}
