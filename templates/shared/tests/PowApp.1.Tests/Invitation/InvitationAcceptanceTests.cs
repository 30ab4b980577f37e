using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Creating an account through the emailed link.</summary>
public sealed class InvitationAcceptanceTests(TestApp app) : IClassFixture<TestApp>
{
    private const int Rounds = 5;

    private readonly string _invitee = TestApp.NewAddress();

    [Fact]
    public async Task It_creates_an_account_and_signs_in_to_it()
    {
        var visitor = app.NewVisitor();

        Assert.Succeeds(await visitor.AcceptInvitationAsync(await app.InvitationTo(_invitee)));

        Assert.True(await visitor.IsSignedInAsync());
        Assert.NotNull(await UserOf(_invitee));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(_invitee));
    }

    [Fact, Trait("Attack", "A45")]
    public async Task A_link_works_once()
    {
        var secret = await app.InvitationTo(_invitee);
        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(secret));

        await AssertIsNotValid(secret);

        Assert.Succeeds(await app.NewVisitor().SignInAsync(_invitee));
    }

    [Fact, Trait("Attack", "A51")]
    public async Task A_link_works_for_a_week()
    {
        var (early, late) = (await app.InvitationTo(TestApp.NewAddress()), await app.InvitationTo(_invitee));

        app.Clock.Advance(app.Accounts.Invitation.LinkLifetime - TimeSpan.FromSeconds(1));
        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(early));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await AssertIsNotValid(late);
        Assert.Null(await UserOf(_invitee));
    }

    /// <summary>What is left of the account, for the owner of its previous address to restore, invites nobody.</summary>
    [Fact, Trait("Attack", "A47")]
    public async Task A_link_ends_with_the_account_of_its_inviter()
    {
        var (inviter, late) = (await app.NewInviter(), TestApp.NewAddress());
        var secret = await app.InvitationOf(inviter, _invitee);
        await inviter.ChangeEmailAsync(TestApp.NewAddress());
        await inviter.InviteAsync(late);
        Assert.Succeeds(await inviter.DeleteAccountAsync());

        await AssertIsNotValid(secret);

        Assert.Empty(await app.Mailbox.ToAsync(late));
    }

    [Theory, Trait("Attack", "A92")]
    [InlineData("eleven char", "eleven char", "password")]
    [InlineData("passwordpassword", "passwordpassword", "password")]
    [InlineData("", "", "password")]
    [InlineData(TestApp.Password, "another one", "passwordConfirmation")]
    public async Task A_password_that_is_refused_does_not_use_it_up(string password, string passwordConfirmation, string field)
    {
        var secret = await app.InvitationTo(_invitee);

        Assert.IsRefusedFor(field, await app.NewVisitor().AcceptInvitationAsync(secret, password, passwordConfirmation));

        Assert.Null(await UserOf(_invitee));
        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(secret));
    }

    [Fact, Trait("Attack", "A92")]
    public async Task The_own_address_is_no_password() =>
        Assert.IsRefusedFor("password", await app.NewVisitor().AcceptInvitationAsync(await app.InvitationTo(_invitee), _invitee));

    [Fact, Trait("Attack", "A50")]
    public async Task Any_other_secret_is_refused_alike()
    {
        await (await app.NewInviter()).InviteAsync(TestApp.NewAddress()); // Its email is not written, nor is there a secret.
        var secret = await app.InvitationTo(_invitee);
        var invitation = await app.Db(db => db.Set<Invitation>().AsNoTracking().SingleAsync(row => row.Address == _invitee));
        string[] others =
        [
            "bogus", secret[1..], secret + "A", secret + "=", (secret[0] is 'A' ? 'B' : 'A') + secret[1..], secret.ToUpperInvariant(), $" {secret}",
            "null", "%00", "%2B", new string('A', 8000), invitation.Id.ToString(), Convert.ToHexString(Secret.Hash(secret)), Secret.New(),
        ];

        var answers = new List<string>();
        foreach (var other in others)
        {
            var answer = await app.NewVisitor().AcceptInvitationAsync(other);
            Assert.False(answer.Succeeded, other);
            answers.Add(answer.ShapeWithout(other));
        }

        Assert.Single(answers.Distinct());
        Assert.False((await app.NewVisitor().AcceptInvitationAsync("")).Succeeded);
        Assert.Null(await UserOf(_invitee));
    }

    [Fact, Trait("Attack", "A120")]
    public async Task A_link_that_is_not_valid_tells_no_address()
    {
        var inviter = await app.NewInviter();
        var secret = await app.InvitationOf(inviter, _invitee);
        await inviter.RevokeInvitationAsync(Assert.Single(await inviter.ListInvitationsAsync()).Id);

        var answer = await app.NewVisitor().AcceptInvitationAsync(secret);

        Assert.False(answer.Succeeded);
        Assert.DoesNotContain(_invitee, answer.ShapeWithout(secret));
    }

    [Fact, Trait("Attack", "A49")]
    public async Task A_secret_is_good_for_one_purpose()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());

        Assert.False((await app.NewVisitor().UndoEmailChangeAsync(await app.InvitationTo(_invitee))).Succeeded);
        await AssertIsNotValid((await app.Mailbox.ToAsync(alice.Email))[^1].Secret);
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_the_hash_of_the_secret_is_kept_and_no_log_tells_it()
    {
        var secret = "";

        var log = await app.Log.Of(async () =>
        {
            secret = await app.InvitationTo(_invitee);
            Assert.False(app.Data.Keeps(secret));
            Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(secret));
        });

        Assert.DoesNotContain(secret, log);
        Assert.False(await HasLinkAsync());
    }

    [Fact, Trait("Attack", "A10")]
    public async Task Who_has_an_account_by_now_gets_no_other_one_and_the_inviter_sees_nothing_of_it()
    {
        var inviter = await app.NewInviter();
        var secret = await app.InvitationOf(inviter, _invitee);
        var visitor = app.NewVisitor();
        var list = await inviter.ListInvitationsAsync();
        await app.NewUser(email: _invitee);

        Assert.False((await visitor.AcceptInvitationAsync(secret, TestApp.NewPassword)).Succeeded);

        Assert.False(await visitor.IsSignedInAsync());
        Assert.False(await HasLinkAsync());
        Assert.Succeeds(await app.NewVisitor().SignInAsync(_invitee));
        Assert.Equal(list, await inviter.ListInvitationsAsync());
    }

    /// <summary>The address is kept for the owner of the account for a while. The invitation is not spent by trying it in the meantime.</summary>
    [Fact]
    public async Task A_link_to_an_address_that_an_account_has_just_left_works_later()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        await app.ChangeEmailOf(alice, TestApp.NewAddress());
        var secret = await app.InvitationTo(alice.Email!);
        Assert.False((await app.NewVisitor().AcceptInvitationAsync(secret)).Succeeded);

        app.Clock.Advance(app.Accounts.EmailChange.UndoWithin);

        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(secret));
    }

    [Fact, Trait("Attack", "A97")]
    public async Task Of_many_at_once_one_counts()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var address = TestApp.NewAddress();
            var secret = await app.InvitationTo(address);
            var tries = Enumerable.Range(0, 8).Select(i => (visitor: app.NewVisitor(), password: $"the password of number {i}")).ToList();

            var answers = await Task.WhenAll(tries.Select(one => one.visitor.AcceptInvitationAsync(secret, one.password)));

            var (winner, password) = Assert.Single(tries.Zip(answers), one => one.Second.Succeeded).First;
            Assert.True(await winner.IsSignedInAsync());
            Assert.True(await app.With((PasswordVerifier passwords) => passwords.VerifyAsync(address, password)) is not null);
            Assert.Equal(1, await app.Db(db => db.Set<User>().CountAsync(user => user.NormalizedEmail == address)));
        }
    }

    [Fact, Trait("Attack", "A97")]
    public async Task It_is_accepted_or_revoked_and_never_both()
    {
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var address = TestApp.NewAddress();
            var inviter = await app.NewInviter();
            var secret = await app.InvitationOf(inviter, address);
            var id = Assert.Single(await inviter.ListInvitationsAsync()).Id;

            var (accept, revoke) = (app.NewVisitor().AcceptInvitationAsync(secret), inviter.RevokeInvitationAsync(id));
            await Task.WhenAll(accept, revoke);

            var isRevoked = (await revoke).Succeeded;
            Assert.NotEqual(isRevoked, (await accept).Succeeded);
            Assert.Equal(isRevoked, await UserOf(address) is null);
            Assert.Equal(isRevoked ? 0 : 1, await app.Db(db => db.Set<Invitation>().CountAsync(row => row.Address == address)));
            accepted += isRevoked ? 0 : 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Accepted {accepted} of {Rounds}.");
    }

    [Fact, Trait("Attack", "A97")]
    public async Task One_that_is_revoked_a_moment_before_makes_no_account()
    {
        var inviter = await app.NewInviter();
        var secret = await app.InvitationOf(inviter, _invitee);
        var id = Assert.Single(await inviter.ListInvitationsAsync()).Id;

        app.Database.BeforeNextSave(() => inviter.RevokeInvitationAsync(id));

        await AssertIsNotValid(secret);
        Assert.Null(await UserOf(_invitee));
    }

    [Fact, Trait("Attack", "A97")]
    public async Task One_that_is_accepted_a_moment_before_is_not_revoked()
    {
        var inviter = await app.NewInviter();
        var secret = await app.InvitationOf(inviter, _invitee);
        var id = Assert.Single(await inviter.ListInvitationsAsync()).Id;

        app.Database.BeforeNextUpdate(() => app.NewVisitor().AcceptInvitationAsync(secret));

        Assert.Equal(HttpStatusCode.NotFound, (await inviter.RevokeInvitationAsync(id)).Status);
        Assert.NotNull(await UserOf(_invitee));
    }

    [Fact, Trait("Attack", "A97")]
    public async Task One_that_is_accepted_a_moment_before_is_not_sent_again()
    {
        var inviter = await app.NewInviter();
        var secret = await app.InvitationOf(inviter, _invitee);
        var id = Assert.Single(await inviter.ListInvitationsAsync()).Id;

        app.Clock.Advance(TimeSpan.FromSeconds(1));

        app.Database.BeforeNextSave(() => app.NewVisitor().AcceptInvitationAsync(secret));
        var log = await app.Log.Of(() => inviter.ResendInvitationAsync(id));

        Assert.Contains("InvitationAccepted", log);
        Assert.DoesNotContain("InvitationSent", log);
    }

    /// <summary>The link and the invitation have to agree.</summary>
    [Fact]
    public async Task A_link_counts_for_nothing_once_its_invitation_was_accepted()
    {
        var secret = await app.InvitationOf(await app.NewInviter(), _invitee);

        await app.Db(db => db.Set<Invitation>().Where(row => row.Address == _invitee)
            .ExecuteUpdateAsync(row => row.SetProperty(i => i.AcceptedAt, app.Clock.GetUtcNow())));

        await AssertIsNotValid(secret);
        Assert.Null(await UserOf(_invitee));
    }

    /// <summary>The newer email takes the place of the older one, even if that is being accepted right now.</summary>
    [Fact, Trait("Attack", "A97")]
    public async Task One_that_is_mailed_again_a_moment_before_is_not_accepted_through_the_older_link()
    {
        var inviter = await app.NewInviter();
        var older = await app.InvitationOf(inviter, _invitee);
        await inviter.InviteAsync(_invitee);

        app.Database.BeforeNextSave(app.Mailbox.DeliverAsync);

        await AssertIsNotValid(older);
        Assert.Null(await UserOf(_invitee));
        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync((await app.Mailbox.ToAsync(_invitee))[^1].Secret));
    }

    [Fact]
    public async Task In_production_the_link_leads_to_the_public_origin()
    {
        await using var production = new ProductionApp();
        await production.InvitationTo(_invitee);

        Assert.StartsWith("https://app.example/invitations/", Assert.Single(await production.Mailbox.ToAsync(_invitee)).Link);
    }

    private async Task AssertIsNotValid(string secret)
    {
        var thief = app.NewVisitor();
        Assert.False((await thief.AcceptInvitationAsync(secret, "the password of a thief")).Succeeded);
        Assert.False(await thief.IsSignedInAsync());
    }

    private Task<bool> HasLinkAsync() => app.Db(db => db.Set<AccountToken>().AnyAsync(token => token.SentTo == _invitee));

    private Task<User?> UserOf(string email) => app.Db(db => db.Set<User>().AsNoTracking().SingleOrDefaultAsync(user => user.Email == email));
}
