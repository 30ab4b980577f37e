using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A new address takes the place of the one before when its owner confirms it.</summary>
public sealed class ConfirmEmailChangeTests(TestApp app) : IClassFixture<TestApp>, IDisposable
{
    private readonly string _email = TestApp.NewAddress();
    private readonly EmailChangeLimits _limits = app.Accounts.EmailChange;

    public void Dispose() => app.Mailbox.OnSend = null;

    [Fact, Trait("Attack", "A61")]
    public async Task The_old_address_stays_until_the_new_one_is_confirmed()
    {
        var alice = await app.NewUser();

        Assert.Succeeds(await (await app.SignedInAs(alice)).ChangeEmailAsync(_email));

        Assert.False((await app.NewVisitor().SignInAsync(_email)).Succeeded);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));

        Assert.Succeeds(await app.NewVisitor().ConfirmEmailAsync(await SecretAsync()));

        Assert.False((await app.NewVisitor().SignInAsync(alice.Email!)).Succeeded);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A19")]
    public async Task Confirming_ends_all_sessions()
    {
        var alice = await app.NewUser();
        var (visitor, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        await visitor.ChangeEmailAsync(_email);
        var copy = visitor.Copy();
        Assert.True(await copy.IsSignedInAsync());
        Assert.True(await other.IsSignedInAsync());

        Assert.Succeeds(await visitor.ConfirmEmailAsync(await SecretAsync()));

        Assert.False(await copy.IsSignedInAsync());
        Assert.False(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task Elsewhere_it_signs_nobody_in()
    {
        var visitor = app.NewVisitor();

        Assert.Succeeds(await visitor.ConfirmEmailAsync(await SecretOfChangeAsync(await app.NewUser())));

        Assert.False(await visitor.IsSignedInAsync());
        Assert.Succeeds(await visitor.SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A54")]
    public async Task Who_is_signed_in_as_somebody_else_stays_that_user()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var secret = await SecretOfChangeAsync(alice);
        var visitor = await app.SignedInAs(bob);
        await app.Db(db => db.Set<Session>().Where(session => session.UserId == alice.Id).ExecuteDeleteAsync());

        Assert.Succeeds(await visitor.ConfirmEmailAsync(secret));

        Assert.True(await visitor.IsSignedInAsync());
        Assert.Equal(0, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == alice.Id)));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A12")]
    public async Task The_answer_does_not_tell_whether_somebody_has_the_address()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());

        await AskAsync(TestApp.NewAddress()); // The first one reserves the address that bob has.
        var (free, freeCommands) = await AskAsync(_email);
        var (taken, takenCommands) = await AskAsync(alice.Email!);

        Assert.Succeeds(free);
        Assert.Equal(free.ShapeWithout(_email), taken.ShapeWithout(alice.Email!));
        Assert.Equal(freeCommands, takenCommands);
        Assert.Equal(bob.Email, (await UserAsync(bob)).Email);

        async Task<(Answer, IEnumerable<string>)> AskAsync(string email)
        {
            var visitor = await app.SignedInAs(bob);
            Answer? answer = null;
            var commands = await app.Database.CommandsOf(async () => answer = await visitor.ChangeEmailAsync(email));
            await app.Mailbox.DeliverAsync();
            await visitor.ChangeEmailAsync(bob.Email!); // So that each starts without a change that waits.
            return (answer!, commands);
        }
    }

    [Fact, Trait("Attack", "A12")]
    public async Task The_owner_of_a_taken_address_is_told_and_gets_no_link()
    {
        var alice = await app.NewUser();

        var variant = alice.Email!.Replace("user", "USER");

        await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync(variant);

        Assert.Empty(await app.Mailbox.ToAsync(variant));
        Assert.Equal("", Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Link);
    }

    [Fact, Trait("Attack", "A61")]
    public async Task The_old_address_is_told_and_can_take_it_back_before_it_is_confirmed()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        await intruder.ChangeEmailAsync(_email);
        var secret = await SecretAsync();

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(await UndoSecretAsync(alice)));

        Assert.False(await intruder.IsSignedInAsync());
        await AssertIsNotValid(secret);
        Assert.Equal(alice.Email, (await UserAsync(alice)).Email);
        Assert.False(await app.Db(db => db.Set<EmailChange>().AnyAsync(change => change.UserId == alice.Id)));
    }

    [Fact, Trait("Attack", "A61")]
    public async Task The_old_address_can_take_it_back_after_it_was_confirmed()
    {
        var alice = await app.NewUser();
        var intruder = app.NewVisitor();
        await intruder.ConfirmEmailAsync(await SecretOfChangeAsync(alice));
        Assert.Succeeds(await intruder.SignInAsync(_email));

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(await UndoSecretAsync(alice)));

        Assert.False(await intruder.IsSignedInAsync());
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    /// <summary>The owner of the account has changed the password, while a mail server of the intruder took its time.</summary>
    [Fact, Trait("Attack", "A47")]
    public async Task A_change_of_the_password_ends_the_link_even_if_its_email_is_yet_to_be_written()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var secret = await SecretOfChangeAsync(alice);
        await ChangePasswordOf(alice);
        Assert.False((await app.NewVisitor().ConfirmEmailAsync(secret, TestApp.NewPassword)).Succeeded);
        Assert.Null(await PendingAsync(alice));

        var late = TestApp.NewAddress();
        app.Mailbox.OnSend = _ => throw new IOException("The mail server is slow.");
        await (await app.SignedInAs(bob)).ChangeEmailAsync(late);
        await app.Mailbox.DeliverAsync();
        await ChangePasswordOf(bob);
        app.Mailbox.OnSend = null;
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await app.Mailbox.ToAsync(late));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task A_change_of_the_password_at_the_same_moment_ends_it_too()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);

        app.Database.BeforeNextSave(() => ChangePasswordOf(alice));
        await intruder.ChangeEmailAsync(_email);

        Assert.Empty(await app.Mailbox.ToAsync(_email));
        Assert.False(await intruder.IsSignedInAsync());
    }

    [Fact]
    public async Task The_owner_sees_what_waits_until_its_link_has_expired()
    {
        var alice = await app.NewUser();
        await SecretOfChangeAsync(alice);

        app.Clock.Advance(_limits.LinkLifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(_email, await PendingAsync(alice));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await PendingAsync(alice));
    }

    /// <summary>A change to an address that someone else has waits for as long as any other: what users see of it tells them nothing.</summary>
    [Fact, Trait("Attack", "A12")]
    public async Task What_waits_does_not_tell_whether_the_address_is_taken()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        await (await app.SignedInAs(alice)).ChangeEmailAsync(bob.Email!);
        await app.Mailbox.ToAsync(bob.Email);

        app.Clock.Advance(_limits.LinkLifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(bob.Email, await PendingAsync(alice));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await PendingAsync(alice));
    }

    /// <summary>The link and what waits have to agree.</summary>
    [Fact]
    public async Task A_link_counts_for_nothing_but_the_change_that_waits()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice);

        await app.Db(db => db.Set<EmailChange>().Where(row => row.UserId == alice.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(c => c.NewEmail, "another@example.com")));
        await AssertIsNotValid(secret);

        await app.Db(db => db.Set<EmailChange>().Where(row => row.UserId == alice.Id).ExecuteDeleteAsync());
        await AssertIsNotValid(secret);
    }

    [Fact]
    public async Task A_later_change_takes_the_place_of_one_that_waits()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        await visitor.ChangeEmailAsync(_email);
        var secret = await SecretAsync();

        var later = TestApp.NewAddress();
        await visitor.ChangeEmailAsync(later);

        await AssertIsNotValid(secret);
        Assert.Succeeds(await visitor.ConfirmEmailAsync((await app.Mailbox.ToAsync(later))[^1].Secret));
        Assert.Equal(later, (await UserAsync(alice)).Email);
    }

    [Fact]
    public async Task A_later_change_takes_the_place_of_one_whose_email_is_yet_to_be_written()
    {
        var visitor = await app.SignedInAs(await app.NewUser());
        await visitor.ChangeEmailAsync(_email);

        var later = TestApp.NewAddress();
        await visitor.ChangeEmailAsync(later);

        Assert.Empty(await app.Mailbox.ToAsync(_email));
        Assert.Single(await app.Mailbox.ToAsync(later));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData(" {1}\u200B")]
    public async Task The_own_address_again_takes_it_back(string variant)
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        await visitor.ChangeEmailAsync(_email);
        var secret = await SecretAsync();
        var told = (await app.Mailbox.ToAsync(alice.Email)).Count;

        var log = await app.Log.Of(async () =>
            Assert.Succeeds(await visitor.ChangeEmailAsync(string.Format(variant, alice.Email, alice.Email!.Replace("user", "USER")))));

        await AssertIsNotValid(secret);
        Assert.Contains($"EmailChangeCanceled: user {alice.Id}", log);
        Assert.Null(await PendingAsync(alice));
        Assert.Equal(told, (await app.Mailbox.ToAsync(alice.Email)).Count);
    }

    [Fact, Trait("Attack", "A95")]
    public async Task An_address_that_was_taken_in_the_meantime_is_refused()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice);
        await app.NewUser(email: _email);

        Assert.Equal(422, (int)(await app.NewVisitor().ConfirmEmailAsync(secret)).Status);

        Assert.Equal(alice.Email, (await UserAsync(alice)).Email);
    }

    [Fact, Trait("Attack", "A95")]
    public async Task An_address_that_is_taken_at_this_moment_is_refused()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice);

        app.Database.BeforeNextSave(() => app.NewUser(email: _email));

        Assert.Equal(422, (int)(await app.NewVisitor().ConfirmEmailAsync(secret)).Status);
        Assert.Equal(alice.Email, (await UserAsync(alice)).Email);
    }

    [Fact, Trait("Attack", "A45")]
    public async Task A_link_works_once()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice);
        Assert.Succeeds(await app.NewVisitor().ConfirmEmailAsync(secret));

        await AssertIsNotValid(secret);
        Assert.False(await app.Db(db => db.Set<AccountToken>().AnyAsync(token => token.UserId == alice.Id && token.SentTo == _email)));
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Of_many_uses_at_once_one_counts()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice);

        var log = await app.Log.Of(() => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.NewVisitor().ConfirmEmailAsync(secret))));

        Assert.Single(log.Split('\n'), line => line.Contains($"EmailChanged: user {alice.Id}"));
        Assert.Equal(_email, (await UserAsync(alice)).Email);
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Of_two_requests_at_once_one_counts_and_neither_leaves_an_email_that_cannot_be_sent()
    {
        var alice = await app.NewUser();
        var (visitor, faster) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        var other = TestApp.NewAddress();

        app.Database.BeforeNextSave(async () => Assert.Succeeds(await faster.ChangeEmailAsync(other)));
        Assert.IsRefused(await visitor.ChangeEmailAsync(_email));

        Assert.Empty(await app.Mailbox.ToAsync(_email));
        Assert.Succeeds(await visitor.ConfirmEmailAsync(Assert.Single(await app.Mailbox.ToAsync(other)).Secret));
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A51")]
    public async Task A_link_works_for_an_hour()
    {
        var late = await SecretOfChangeAsync(await app.NewUser());
        var address = TestApp.NewAddress();
        await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync(address);
        var early = (await app.Mailbox.ToAsync(address))[^1].Secret;

        app.Clock.Advance(_limits.LinkLifetime - TimeSpan.FromSeconds(1));
        Assert.Succeeds(await app.NewVisitor().ConfirmEmailAsync(early));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await AssertIsNotValid(late);
    }

    /// <summary>A mail server of the intruder can take its time.</summary>
    [Fact, Trait("Attack", "A51")]
    public async Task However_late_its_email_is_a_link_works_no_longer_than_the_change_can_be_undone()
    {
        await using var own = new TestApp { Settings = { ["Accounts:EmailChange:UndoWithin"] = $"{_limits.LinkLifetime}" } };
        var (early, late) = (TestApp.NewAddress(), TestApp.NewAddress());
        own.Mailbox.OnSend = _ => throw new IOException("The mail server is slow.");
        await (await own.SignedInAs(await own.NewUser())).ChangeEmailAsync(early);
        await (await own.SignedInAs(await own.NewUser())).ChangeEmailAsync(late);
        await own.Mailbox.DeliverAsync();

        own.Clock.Advance(_limits.LinkLifetime - TimeSpan.FromMinutes(1));
        own.Mailbox.OnSend = sent => FailFor(late, sent);
        var mail = (await own.Mailbox.ToAsync(early))[^1];
        Assert.Contains("expires in 60 seconds", mail.Text);
        own.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await own.NewVisitor().ConfirmEmailAsync(mail.Secret)).Succeeded);

        own.Clock.Advance(TimeSpan.FromMinutes(2));
        own.Mailbox.OnSend = null;
        Assert.Empty(await own.Mailbox.ToAsync(late));
    }

    [Fact, Trait("Attack", "A09"), Trait("Attack", "A50")]
    public async Task Any_other_secret_is_refused_alike()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice);
        string[] others =
        [
            "bogus", secret[1..], secret + "A", secret + "=", (secret[0] is 'A' ? 'B' : 'A') + secret[1..], secret.ToUpperInvariant(), $" {secret}",
            "null", "%00", "%2B", new string('A', 8000), alice.Id.ToString(), alice.SecurityStamp!, Secret.New(),
        ];

        var answers = new List<string>();
        foreach (var other in others)
        {
            var answer = await app.NewVisitor().ConfirmEmailAsync(other);
            Assert.False(answer.Succeeded, other);
            answers.Add(answer.ShapeWithout(other));
        }

        Assert.Single(answers.Distinct());
        Assert.False((await app.NewVisitor().ConfirmEmailAsync("")).Succeeded);
        Assert.Equal(alice.Email, (await UserAsync(alice)).Email);
    }

    [Fact, Trait("Attack", "A49")]
    public async Task A_secret_is_good_for_one_purpose()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice);

        await AssertIsNotValid(await UndoSecretAsync(alice));
        Assert.False((await app.NewVisitor().UndoEmailChangeAsync(secret)).Succeeded);
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_the_hash_of_the_secret_is_kept_and_no_log_tells_it()
    {
        var alice = await app.NewUser();
        var secret = "";

        var log = await app.Log.Of(async () =>
        {
            secret = await SecretOfChangeAsync(alice);
            Assert.False(app.Data.Keeps(secret));
            Assert.Succeeds(await app.NewVisitor().ConfirmEmailAsync(secret));
        });

        Assert.NotEmpty(log);
        Assert.DoesNotContain(secret, log);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task A_mailbox_gets_a_few_an_hour_and_the_answer_stays_the_same()
    {
        var most = app.Accounts.Throttling.MailsPerHourToAddress;
        var visitor = await app.SignedInAs(await app.NewUser());

        await visitor.ChangeEmailAsync(_email);
        var secret = await SecretAsync();
        for (var i = 1; i < most; i++) await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync(_email);

        Assert.Succeeds(await visitor.ChangeEmailAsync(_email));

        Assert.Equal(most, (await app.Mailbox.ToAsync(_email)).Count);
        Assert.Succeeds(await visitor.ConfirmEmailAsync(secret));
    }

    private static void FailFor(string address, SentMail mail)
    {
        if (mail.To == address) throw new IOException("The mail server is slow.");
    }

    private async Task AssertIsNotValid(string secret) => Assert.False((await app.NewVisitor().ConfirmEmailAsync(secret)).Succeeded);

    private Task<string?> PendingAsync(User user) => app.With((EmailChangeService changes) => changes.FindPendingAsync(user.Id));

    private Task<User> UserAsync(User user) => app.Db(db => db.Set<User>().AsNoTracking().SingleAsync(row => row.Id == user.Id));

    private Task ChangePasswordOf(User user) =>
        app.With((AccountService accounts) => accounts.ChangePasswordAsync(user.Id, TestApp.Password, TestApp.NewPassword));

    /// <summary>Asks for the new address, and returns the secret that it gets.</summary>
    private async Task<string> SecretOfChangeAsync(User user)
    {
        await (await app.SignedInAs(user)).ChangeEmailAsync(_email);
        return await SecretAsync();
    }

    private async Task<string> SecretAsync() => (await app.Mailbox.ToAsync(_email))[^1].Secret;

    private async Task<string> UndoSecretAsync(User user) => (await app.Mailbox.ToAsync(user.Email))[^1].Secret;
}
