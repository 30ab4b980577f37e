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
    public async Task The_list_says_whom_and_what_became_of_it()
    {
        var alice = await app.NewUser();
        var inviter = await app.SignedInAs(alice);
        Assert.Empty(await inviter.ListInvitationsAsync());

        var secret = await app.InvitationOf(inviter, _invitee);
        var invitation = Assert.Single(await inviter.ListInvitationsAsync());
        Assert.Equal((_invitee, "Pending"), (invitation.Email, invitation.State));

        await app.NewVisitor().AcceptInvitationAsync(secret);
        Assert.Equal(invitation with { State = "Accepted" }, Assert.Single(await inviter.ListInvitationsAsync()));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await inviter.InviteAsync(TestApp.NewAddress());
        app.Clock.Advance(app.Accounts.Invitation.LinkLifetime);
        var later = await (await app.SignedInAs(alice)).ListInvitationsAsync();
        Assert.Equal(["Expired", "Accepted"], later.Select(listed => listed.State));
    }

    [Fact]
    public async Task Sending_it_again_retires_the_older_link_and_starts_its_time_anew()
    {
        var alice = await app.NewUser();
        var older = await app.InvitationOf(await app.SignedInAs(alice), _invitee);
        app.Clock.Advance(app.Accounts.Invitation.LinkLifetime + TimeSpan.FromDays(1));
        await AssertIsNotValid(older);

        var inviter = await app.SignedInAs(alice);
        Assert.Succeeds(await inviter.ResendInvitationAsync(await IdAsync(inviter)));

        Assert.Equal("Pending", Assert.Single(await inviter.ListInvitationsAsync()).State);
        await AssertIsNotValid(older);
        var newer = (await app.Mailbox.ToAsync(_invitee))[^1].Secret;
        await AssertIsNotValid(older);
        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(newer));
    }

    /// <summary>The email that leads to sign in takes the place of the one with the link, too.</summary>
    [Fact]
    public async Task Sending_it_again_to_somebody_who_has_an_account_by_now_retires_the_older_link()
    {
        var inviter = await app.NewInviter();
        var secret = await app.InvitationOf(inviter, _invitee);
        await app.NewUser(email: _invitee);

        await inviter.ResendInvitationAsync(await IdAsync(inviter));

        Assert.Equal("http://localhost/session/new", (await app.Mailbox.ToAsync(_invitee))[^1].Link);
        Assert.False(await app.Db(db => db.Set<AccountToken>().AnyAsync(token => token.SentTo == _invitee)));
        await AssertIsNotValid(secret);
    }

    [Fact]
    public async Task One_that_was_accepted_before_its_email_was_written_again_is_not_sent()
    {
        var inviter = await app.NewInviter();
        var secret = await app.InvitationOf(inviter, _invitee);
        await inviter.ResendInvitationAsync(await IdAsync(inviter));

        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(secret));

        Assert.Single(await app.Mailbox.ToAsync(_invitee));
        Assert.Equal("Accepted", Assert.Single(await inviter.ListInvitationsAsync()).State);
    }

    [Fact]
    public async Task One_that_has_expired_before_its_email_was_written_is_not_sent()
    {
        await (await app.NewInviter()).InviteAsync(_invitee);

        app.Clock.Advance(app.Accounts.Invitation.LinkLifetime);

        Assert.Empty(await app.Mailbox.ToAsync(_invitee));
    }

    [Fact]
    public async Task Who_has_left_can_be_invited_again()
    {
        var (inviter, guest) = (await app.NewInviter(), app.NewVisitor());
        await guest.AcceptInvitationAsync(await app.InvitationOf(inviter, _invitee));
        Assert.Succeeds(await guest.DeleteAccountAsync());

        var again = await app.InvitationOf(inviter, _invitee);

        Assert.Equal("Pending", Assert.Single(await inviter.ListInvitationsAsync()).State);
        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(again));
    }

    [Fact]
    public async Task Revoking_it_ends_its_link()
    {
        var inviter = await app.NewInviter();
        var secret = await app.InvitationOf(inviter, _invitee);

        Assert.Succeeds(await inviter.RevokeInvitationAsync(await IdAsync(inviter)));

        Assert.Empty(await inviter.ListInvitationsAsync());
        await AssertIsNotValid(secret);
    }

    [Fact]
    public async Task One_that_was_revoked_before_its_email_was_written_is_not_sent()
    {
        var inviter = await app.NewInviter();
        await inviter.InviteAsync(_invitee);

        await inviter.RevokeInvitationAsync(await IdAsync(inviter));

        Assert.Empty(await app.Mailbox.ToAsync(_invitee));
    }

    [Fact, Trait("Attack", "A97")]
    public async Task One_that_is_revoked_while_its_email_is_written_is_not_sent()
    {
        var inviter = await app.NewInviter();
        await inviter.InviteAsync(_invitee);
        var id = await IdAsync(inviter);

        app.Database.BeforeNextSave(() => inviter.RevokeInvitationAsync(id));

        Assert.Empty(await app.Mailbox.ToAsync(_invitee));
    }

    [Fact, Trait("Attack", "A120")]
    public async Task Nobody_sees_sends_or_revokes_the_invitations_of_others()
    {
        var (alice, mallory) = (await app.NewInviter(), await app.NewInviter());
        var secret = await app.InvitationOf(alice, _invitee);
        var id = await IdAsync(alice);
        Assert.Empty(await mallory.ListInvitationsAsync());

        Func<Guid, Task<Answer>>[] acts = [mallory.ResendInvitationAsync, mallory.RevokeInvitationAsync];
        foreach (var act in acts)
        {
            var other = Guid.NewGuid();
            var (foreign, unknown) = (await act(id), await act(other));
            Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
            Assert.Equal(unknown.ShapeWithout($"{other}"), foreign.ShapeWithout($"{id}"));
        }

        Assert.Single(await app.Mailbox.ToAsync(_invitee));
        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(secret));
    }

    [Fact]
    public async Task One_that_was_accepted_can_be_neither_sent_nor_revoked()
    {
        var inviter = await app.NewInviter();
        await app.NewVisitor().AcceptInvitationAsync(await app.InvitationOf(inviter, _invitee));
        var id = await IdAsync(inviter);

        Assert.Equal(HttpStatusCode.NotFound, (await inviter.ResendInvitationAsync(id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await inviter.RevokeInvitationAsync(id)).Status);

        Assert.Equal("Accepted", Assert.Single(await inviter.ListInvitationsAsync()).State);
    }

    [Fact]
    public async Task They_go_with_the_account_of_the_inviter()
    {
        var alice = await app.NewUser();
        var inviter = await app.SignedInAs(alice);
        var secret = await app.InvitationOf(inviter, _invitee);
        var notWritten = TestApp.NewAddress();
        await inviter.InviteAsync(notWritten);

        Assert.Succeeds(await inviter.DeleteAccountAsync());

        await AssertIsNotValid(secret);
        Assert.Empty(await app.Mailbox.ToAsync(notWritten));
        Assert.Equal(0, await app.Db(db => db.Set<Invitation>().CountAsync(row => row.InviterId == alice.Id)));
    }

    [Fact]
    public async Task They_stay_on_the_list_for_a_while_and_are_cleared_away()
    {
        var alice = await app.NewUser();
        var inviter = await app.SignedInAs(alice);
        await app.NewVisitor().AcceptInvitationAsync(await app.InvitationOf(inviter, _invitee));
        await inviter.InviteAsync(TestApp.NewAddress());

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

    private async Task AssertIsNotValid(string secret) =>
        Assert.False((await app.NewVisitor().AcceptInvitationAsync(secret, "the password of a thief")).Succeeded);

    private static async Task<Guid> IdAsync(Visitor inviter) => Assert.Single(await inviter.ListInvitationsAsync()).Id;
}
