using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Tests;

/// <summary>The link "this was not me" in the notice of a changed address: the owner's last way back into the account.</summary>
public sealed class UndoEmailChangeTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task It_says_so_if_the_address_belongs_to_somebody_else_by_now()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice, await app.SignedInAs(alice));
        var taken = await app.With((AccountService accounts) => accounts.CreateAsync(alice.Email!, TestApp.Password));

        Assert.True(taken.Succeeded);
        Assert.IsRefused(await app.NewVisitor().UndoEmailChangeAsync(secret));
    }

    [Fact]
    public async Task It_restores_the_address_and_ends_all_sessions()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var secret = await SecretOfChangeAsync(alice, intruder);
        var owner = app.NewVisitor();

        Assert.Succeeds(await owner.UndoEmailChangeAsync(secret));

        Assert.Null(owner.Session);
        Assert.False(await intruder.IsSignedInAsync());
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
    }

    [Fact, Trait("Attack", "A45")]
    public async Task It_works_once()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice, await app.SignedInAs(alice));
        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(secret));

        Assert.IsDeadLink(await app.NewVisitor().UndoEmailChangeAsync(secret));
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Of_two_uses_at_once_one_counts()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice, await app.SignedInAs(alice));
        Answer? faster = null;

        app.Database.BeforeNextSave(async () => faster = await app.NewVisitor().UndoEmailChangeAsync(secret));

        Assert.IsRefused(await app.NewVisitor().UndoEmailChangeAsync(secret));
        Assert.Succeeds(faster!);
    }

    [Fact, Trait("Attack", "A51")]
    public async Task It_works_for_a_day()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var inTime = await SecretOfChangeAsync(alice, await app.SignedInAs(alice));
        var late = await SecretOfChangeAsync(bob, await app.SignedInAs(bob));

        app.Clock.Advance(app.Accounts.EmailChange.UndoWithin - _second);
        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(inTime));

        app.Clock.Advance(_second);
        Assert.IsDeadLink(await app.NewVisitor().UndoEmailChangeAsync(late));
    }

    [Fact, Trait("Attack", "A51")]
    public async Task Links_that_are_over_are_cleared_away()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        await SecretOfChangeAsync(alice, await app.SignedInAs(alice));
        app.Clock.Advance(app.Accounts.EmailChange.UndoWithin + _second);
        await SecretOfChangeAsync(bob, await app.SignedInAs(bob));

        await app.With((Janitor janitor) => janitor.CleanAsync(TestContext.Current.CancellationToken));

        Assert.Equal([bob.Id], await app.Db(db => db.Set<AccountToken>()
            .Where(token => token.UserId == alice.Id || token.UserId == bob.Id).Select(token => token.UserId).Distinct().ToListAsync()));
    }

    [Fact]
    public async Task It_survives_another_change_of_the_address_and_of_the_password()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var secret = await SecretOfChangeAsync(alice, intruder);

        await intruder.ChangeEmailAsync(TestApp.NewAddress());
        await intruder.ChangePasswordAsync("a word of the intruder");
        await app.Mailbox.DeliverAsync();

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(secret));
        Assert.Equal(alice.Email, (await UserAsync(alice.Id)).Email);
    }

    /// <summary>An intruder who changes the address twice gets a notice too, in a mailbox of his own.</summary>
    [Fact]
    public async Task It_survives_that_a_later_change_is_undone()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var secret = await SecretOfChangeAsync(alice, intruder);
        var changed = await UserAsync(alice.Id);
        app.Clock.Advance(_second);

        var secretOfTheIntruder = await SecretOfChangeAsync(changed, intruder);
        await app.NewVisitor().UndoEmailChangeAsync(secretOfTheIntruder);

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(secret));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task Using_it_ends_the_links_of_later_changes()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var secret = await SecretOfChangeAsync(alice, intruder);
        var changed = await UserAsync(alice.Id);
        app.Clock.Advance(_second);
        var secretOfTheIntruder = await SecretOfChangeAsync(changed, intruder);

        await app.NewVisitor().UndoEmailChangeAsync(secret);

        Assert.IsDeadLink(await app.NewVisitor().UndoEmailChangeAsync(secretOfTheIntruder));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task The_order_of_the_changes_counts_and_not_that_of_their_emails()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        app.Mailbox.OnSend = mail => FailFor(alice, mail);
        await ChangeAsync(intruder);
        app.Mailbox.OnSend = null;
        var changed = await UserAsync(alice.Id);
        app.Clock.Advance(_second);
        var secretOfTheIntruder = await SecretOfChangeAsync(changed, intruder);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await app.NewVisitor().UndoEmailChangeAsync((await app.Mailbox.ToAsync(alice.Email))[^1].Secret);

        Assert.IsDeadLink(await app.NewVisitor().UndoEmailChangeAsync(secretOfTheIntruder));
    }

    /// <summary>An intruder can make a mail server of his own wait until the owner has acted.</summary>
    [Fact, Trait("Attack", "A47")]
    public async Task A_notice_that_arrives_after_its_use_opens_nothing()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var secret = await SecretOfChangeAsync(alice, intruder);
        var changed = await UserAsync(alice.Id);
        await intruder.ChangeEmailAsync(TestApp.NewAddress());

        await app.NewVisitor().UndoEmailChangeAsync(secret);

        foreach (var late in await app.Mailbox.ToAsync(changed.Email))
            Assert.IsDeadLink(await app.NewVisitor().UndoEmailChangeAsync(late.Secret));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task A_notice_that_is_being_written_while_it_is_used_opens_nothing()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var secret = await SecretOfChangeAsync(alice, intruder);
        var changed = await UserAsync(alice.Id);
        await intruder.ChangeEmailAsync(TestApp.NewAddress());

        app.Database.BeforeNextSave(() => app.NewVisitor().UndoEmailChangeAsync(secret));

        foreach (var late in await app.Mailbox.ToAsync(changed.Email))
            Assert.IsDeadLink(await app.NewVisitor().UndoEmailChangeAsync(late.Secret));
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_the_hash_of_its_secret_is_kept_and_no_log_tells_it()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        var secret = "";

        var log = await app.Log.Of(async () =>
        {
            secret = await SecretOfChangeAsync(alice, visitor);
            Assert.False(app.Keeps(secret));
            await app.NewVisitor().UndoEmailChangeAsync(secret);
        });

        Assert.NotEmpty(log);
        Assert.DoesNotContain(secret, log);
    }

    [Fact, Trait("Attack", "A50")]
    public async Task Any_other_secret_is_refused_alike()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice, await app.SignedInAs(alice));
        string[] others =
        [
            "x", secret[1..], secret + "A", secret + "=", (secret[0] is 'A' ? 'B' : 'A') + secret[1..], secret.ToUpperInvariant(), $" {secret}", " ",
            "null", "%00", "%2B", new string('A', 8000), alice.Id.ToString(), alice.SecurityStamp!,
        ];

        foreach (var other in others) Assert.IsDeadLink(await app.NewVisitor().UndoEmailChangeAsync(other));
    }

    [Fact, Trait("Attack", "A49")]
    public async Task It_is_no_session_and_a_session_is_no_link()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        var secret = await SecretOfChangeAsync(alice, visitor);
        var forger = visitor.Copy();
        forger.SetSession(secret);

        Assert.False(await forger.IsSignedInAsync());
        Assert.IsDeadLink(await app.NewVisitor().UndoEmailChangeAsync(visitor.Session!));
    }

    private Task<User> UserAsync(Guid id) => app.Db(db => db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == id));

    private static void FailFor(User user, SentMail mail)
    {
        if (mail.To == user.Email) throw new IOException("The mail server of the owner is away.");
    }

    /// <summary>Changes the address, confirms it, and returns the secret in the notice to the old one.</summary>
    private async Task<string> SecretOfChangeAsync(User user, Visitor visitor)
    {
        await ChangeAsync(visitor);
        return (await app.Mailbox.ToAsync(user.Email))[^1].Secret;
    }

    private async Task ChangeAsync(Visitor visitor)
    {
        var email = TestApp.NewAddress();
        Assert.Succeeds(await visitor.ChangeEmailAsync(email));
        Assert.Succeeds(await visitor.ConfirmEmailAsync((await app.Mailbox.ToAsync(email))[^1].Secret));
        if (!await visitor.IsSignedInAsync()) Assert.Succeeds(await visitor.SignInAsync(email));
    }
}
