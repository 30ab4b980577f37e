#if (!OpenRegistration || EmailConfirmation)
using System.Text.Encodings.Web;
#endif
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Hosting;

namespace PowApp._1.Tests;

/// <summary>Inviting others.</summary>
public sealed class InvitationTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _invitee = TestApp.NewAddress();

#if (OpenRegistration && !EmailConfirmation)
    /// <summary>It does not name the inviter, who may have registered the address of somebody else.</summary>
    [Fact, Trait("Attack", "A165")]
    public async Task The_invited_one_gets_an_email_that_says_to_what()
#endif
#if (!OpenRegistration || EmailConfirmation)
    [Fact]
    public async Task The_invited_one_gets_an_email_that_says_who_invites_and_to_what()
#endif
    {
        var alice = await app.NewUser();

        Assert.Succeeds(await (await app.SignedInAs(alice)).InviteAsync(_invitee));

        var mail = Assert.Single(await app.Mailbox.ToAsync(_invitee));
#if (OpenRegistration && !EmailConfirmation)
        Assert.DoesNotContain(alice.Email!, mail.Source);
#endif
#if (!OpenRegistration || EmailConfirmation)
        Assert.Contains(alice.Email!, mail.Text);
#endif
        Assert.Contains(app.Accounts.AppName, mail.Subject);
        Assert.StartsWith("http://localhost/invitations/", mail.Link);
        Assert.Contains(mail.Link, mail.Html);
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice.example.com")]
    [InlineData("alice@example.com, mallory@evil.test")]
    [InlineData("alice@example.com\r\nBcc: mallory@evil.test")]
    public async Task What_is_no_address_is_refused(string email)
    {
        var inviter = await app.NewInviter();

        Assert.IsRefusedFor("email", await inviter.InviteAsync(email));

        Assert.Empty(await inviter.ListInvitationsAsync());
        Assert.Empty(await app.Mailbox.ToAsync("mallory@evil.test"));
    }

    [Fact]
    public async Task What_is_pasted_around_the_address_is_not_part_of_it()
    {
        var (inviter, email) = (await app.NewInviter(), TestApp.NewAddress());

        Assert.Succeeds(await inviter.InviteAsync($"\u200B{email}\u00A0"));
        Assert.Succeeds(await inviter.InviteAsync(email.ToUpperInvariant()));

        Assert.Equal(email, Assert.Single(await inviter.ListInvitationsAsync()).Email);
        Assert.Equal(2, (await app.Mailbox.ToAsync(email)).Count);
    }

    [Fact, Trait("Attack", "A10")]
    public async Task Nothing_tells_whether_the_address_has_an_account()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var stranger = TestApp.NewAddress();
        var (toAlice, toStranger) = (await app.SignedInAs(bob), await app.NewInviter());

        var known = await toAlice.InviteAsync(alice.Email!);
        var unknown = await toStranger.InviteAsync(stranger);
        await app.Mailbox.DeliverAsync();

        Assert.Equal(known.ShapeWithout(alice.Email!), unknown.ShapeWithout(stranger));
        Assert.Equal("Pending", Assert.Single(await toAlice.ListInvitationsAsync()).State);
        Assert.Equal("Pending", Assert.Single(await toStranger.ListInvitationsAsync()).State);

        app.Clock.Advance(app.Accounts.Invitation.LinkLifetime);
        Assert.Equal("Expired", Assert.Single(await (await app.SignedInAs(bob)).ListInvitationsAsync()).State);
    }

    [Fact, Trait("Attack", "A10")]
    public async Task The_work_does_not_tell_whether_the_address_has_an_account()
    {
        var alice = await app.NewUser();

        Assert.Equal(await CommandsOfAsync(alice.Email!), await CommandsOfAsync(TestApp.NewAddress()));

        async Task<IEnumerable<string>> CommandsOfAsync(string email)
        {
            var inviter = await app.NewInviter();
            return await app.Database.CommandsOf(() => inviter.InviteAsync(email));
        }
    }

    [Fact, Trait("Attack", "A10")]
    public async Task Who_has_an_account_is_led_to_sign_in()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());

        await (await app.SignedInAs(bob)).InviteAsync(alice.Email!);

        var mail = Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.Equal("http://localhost/session/new", mail.Link);
        Assert.Equal(0, await app.Db(db => db.Set<AccountToken>().CountAsync(token => token.UserId == bob.Id)));
    }

    [Fact, Trait("Attack", "A59")]
    public async Task However_it_was_typed_the_email_to_a_user_goes_to_the_stored_address()
    {
        var alice = await app.NewUser();

        await (await app.NewInviter()).InviteAsync($" {alice.Email!.ToUpperInvariant()} ");

        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Theory, Trait("Attack", "A59")]
    [InlineData("mi\u212Ae")] // Kelvin sign
    [InlineData("m\u0131ke")] // dotless i
    [InlineData("\uFF4Dike")] // full-width m
    [InlineData("mi\u200Bke")] // space of no width
    [InlineData("mike\u0301")] // combining accent
    public async Task An_address_that_only_looks_like_that_of_a_user_is_another_one(string localPart)
    {
        var domain = $"{Guid.NewGuid():N}.example.com";
        await app.NewUser(email: $"mike@{domain}");

        await (await app.NewInviter()).InviteAsync($"{localPart}@{domain}");

        Assert.Empty(await app.Mailbox.ToAsync($"mike@{domain}"));
    }

#if (!OpenRegistration || EmailConfirmation)
    [Fact, Trait("Attack", "A83")]
    public async Task The_email_shows_the_address_of_the_inviter_as_text()
    {
        var email = $"o'brien&copy={Guid.NewGuid():N}@example.com";

        await (await app.SignedInAs(await app.NewUser(email: email))).InviteAsync(_invitee);

        var mail = Assert.Single(await app.Mailbox.ToAsync(_invitee));
        Assert.Contains(email, mail.Text);
        Assert.Contains(HtmlEncoder.Default.Encode(email), mail.Html);
    }

#endif
    [Fact]
    public async Task Inviting_somebody_again_starts_the_invitation_anew()
    {
        var inviter = await app.NewInviter();
        var older = await app.InvitationOf(inviter, _invitee);
        app.Clock.Advance(TimeSpan.FromMinutes(10));

        await inviter.InviteAsync(_invitee.ToUpperInvariant());

        Assert.Single(await inviter.ListInvitationsAsync());
        var newer = (await app.Mailbox.ToAsync(_invitee))[^1].Secret;
        Assert.False((await app.NewVisitor().AcceptInvitationAsync(older)).Succeeded);
        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(newer));
    }

#if (!OpenRegistration || EmailConfirmation)
    [Fact]
    public async Task The_email_names_the_address_that_the_inviter_has_when_it_is_written()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).InviteAsync(_invitee);
        var address = TestApp.NewAddress();

        await app.ChangeEmailOf(alice, address);

        var mail = Assert.Single(await app.Mailbox.ToAsync(_invitee));
        Assert.Contains(address, mail.Text);
        Assert.DoesNotContain(alice.Email!, mail.Text);
    }

#endif
    [Fact]
    public async Task Several_may_invite_the_same_one()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var (first, second) = (await app.InvitationOf(await app.SignedInAs(alice), _invitee), await app.InvitationOf(await app.SignedInAs(bob), _invitee));

        Assert.Equal(2, (await app.Mailbox.ToAsync(_invitee)).Count);
        Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(first));
        Assert.False((await app.NewVisitor().AcceptInvitationAsync(second, "the password of a thief")).Succeeded);
    }

    [Fact]
    public async Task Of_many_at_once_to_one_address_there_is_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var inviter = await app.NewInviter();
            var address = TestApp.NewAddress();

            var answers = await Task.WhenAll(Enumerable.Range(0, app.Accounts.Throttling.MailsPerHourToAddress).Select(_ => inviter.Copy().InviteAsync(address)));

            Assert.All(answers, answer => Assert.Succeeds(answer));
            Assert.Single(await inviter.ListInvitationsAsync());
            Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync((await app.Mailbox.ToAsync(address))[^1].Secret));
        }
    }

    [Fact, Trait("Attack", "A117")]
    public async Task Every_act_leaves_a_line()
    {
        var alice = await app.NewUser();
        var inviter = await app.SignedInAs(alice);

        var log = await app.Log.Of(async () =>
        {
            Assert.Succeeds(await app.NewVisitor().AcceptInvitationAsync(await app.InvitationOf(inviter, _invitee)));
            await inviter.InviteAsync(TestApp.NewAddress());
            await inviter.RevokeInvitationAsync((await inviter.ListInvitationsAsync()).Single(invitation => invitation.State is "Pending").Id);
            await app.NewVisitor().AcceptInvitationAsync("bogus");
        });

        Assert.Contains($"Information InvitationSent InvitationSent: user {alice.Id}", log);
        Assert.Contains($"Information InvitationRevoked InvitationRevoked: user {alice.Id}", log);
        Assert.Contains($"Information InvitationAccepted InvitationAccepted: user {(await UserOf(_invitee))!.Id}", log);
        Assert.Contains("Warning LinkRefused", log);
        Assert.DoesNotContain(_invitee, log);
    }

    [Theory]
    [InlineData("Accounts:Invitation:LinkLifetime", "00:00:00")]
    [InlineData("Accounts:Invitation:LinkLifetime", "31.00:00:00")]
    [InlineData("Accounts:Invitation:ListedFor", "00:00:00")]
    public async Task No_app_starts_with(string setting, string value)
    {
        await using var wrong = new TestApp { Settings = { [setting] = value } };

        Assert.Contains(await wrong.Services.FindProblemsAsync(), problem => problem.StartsWith(setting, StringComparison.Ordinal));
    }

    [Fact]
    public void They_ship_with_the_numbers_they_should()
    {
        Assert.Equal(TimeSpan.FromDays(7), app.Accounts.Invitation.LinkLifetime);
        Assert.Equal(TimeSpan.FromDays(30), app.Accounts.Invitation.ListedFor);
    }

    private Task<User?> UserOf(string email) => app.Db(db => db.Set<User>().AsNoTracking().SingleOrDefaultAsync(user => user.Email == email));
}
