using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Tests;

/// <summary>The link "this was not me" in the notice of a changed address: the owner's last way back into the account.</summary>
public sealed class UndoEmailChangeTests(TestApp app) : IClassFixture<TestApp>, IDisposable
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    public void Dispose() => (app.Mailbox.OnSend, app.Clock.AutoAdvanceAmount) = (null, TimeSpan.Zero);

    [Fact, Trait("Attack", "A150")]
    public async Task It_restores_the_address_replaces_the_password_and_ends_all_sessions()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var secret = await SecretOfChangeAsync(alice, intruder);
        var owner = app.NewVisitor();

        Assert.Succeeds(await owner.UndoEmailChangeAsync(secret));

        Assert.Null(owner.Session);
        Assert.False(await intruder.IsSignedInAsync());
        Assert.IsRefused(await app.NewVisitor().SignInAsync(alice.Email!));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A150")]
    public async Task A_password_that_is_refused_undoes_nothing_and_leaves_the_link()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice, await app.SignedInAs(alice));

        Assert.IsRefusedFor("password", await app.NewVisitor().UndoEmailChangeAsync(secret, "too short"));
        Assert.IsRefusedFor("password", await app.NewVisitor().UndoEmailChangeAsync(secret, alice.Email!));

        Assert.NotEqual(alice.Email, (await UserAsync(alice.Id)).Email);
        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(secret));
    }

    [Fact]
    public async Task Both_addresses_are_told()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice, await app.SignedInAs(alice));
        var removed = (await UserAsync(alice.Id)).Email;

        await app.NewVisitor().UndoEmailChangeAsync(secret);

        Assert.Contains("password was changed", (await app.Mailbox.ToAsync(alice.Email))[^1].Subject);
        var mail = (await app.Mailbox.ToAsync(removed))[^1];
        Assert.Contains("was removed", mail.Subject);
        Assert.DoesNotContain(alice.Email!, mail.Source);
    }

    /// <summary>The account is back at the address already, in another spelling: nothing was removed from it.</summary>
    [Fact]
    public async Task Another_spelling_of_the_old_address_is_not_told_that_it_was_removed()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice, await app.SignedInAs(alice));
        var respelled = alice.Email!.Replace("user", "USER");
        await app.ChangeEmailOf(alice, respelled);

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(secret));

        Assert.DoesNotContain(await app.Mailbox.ToAsync(respelled), mail => mail.Subject.Contains("was removed"));
    }

    /// <summary>As long as the link works: afterwards, anyone may have it.</summary>
    [Fact, Trait("Attack", "A152")]
    public async Task Nobody_else_gets_the_old_address_in_the_meantime()
    {
        var (alice, mallory) = (await app.NewUser(), await app.NewUser());
        var secret = await SecretOfChangeAsync(alice, await app.SignedInAs(alice));
        await (await app.SignedInAs(mallory)).ChangeEmailAsync(alice.Email!);
        var confirm = (await app.Mailbox.ToAsync(alice.Email))[^1].Secret;

        Assert.False((await CreateAsync(alice.Email!)).Succeeded);
        Assert.False((await CreateAsync(alice.Email!.ToUpperInvariant())).Succeeded);
        Assert.IsRefused(await (await app.SignedInAs(mallory)).ConfirmEmailAsync(confirm));
        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(secret));

        var bob = await app.NewUser();
        await SecretOfChangeAsync(bob, await app.SignedInAs(bob));
        app.Clock.Advance(app.Accounts.EmailChange.UndoWithin);
        Assert.True((await CreateAsync(bob.Email!)).Succeeded);
    }

    [Fact]
    public async Task The_account_itself_can_go_back_to_its_old_address()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        await SecretOfChangeAsync(alice, visitor);

        Assert.Succeeds(await visitor.ChangeEmailAsync(alice.Email!));
        Assert.Succeeds(await visitor.ConfirmEmailAsync((await app.Mailbox.ToAsync(alice.Email))[^1].Secret));

        Assert.Equal(alice.Email, (await UserAsync(alice.Id)).Email);
    }

    /// <summary>The address of a change that was never confirmed keeps nobody from using it.</summary>
    [Fact, Trait("Attack", "A147")]
    public async Task Whoever_asked_for_the_address_of_somebody_else_has_no_way_into_their_account()
    {
        var mallory = await app.NewUser();
        var email = TestApp.NewAddress();
        Assert.Succeeds(await (await app.SignedInAs(mallory)).ChangeEmailAsync(email));
        var secret = (await app.Mailbox.ToAsync(mallory.Email))[^1].Secret;
        var victim = (await CreateAsync(email)).User!;

        Assert.IsRefused(await app.NewVisitor().ConfirmEmailAsync((await app.Mailbox.ToAsync(email))[0].Secret));
        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(secret));

        Assert.Equal(email, (await UserAsync(victim.Id)).Email);
        Assert.Equal(mallory.Email, (await UserAsync(mallory.Id)).Email);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(email));
    }

    [Fact, Trait("Attack", "A151")]
    public async Task It_restores_an_account_that_was_deleted_in_the_meantime()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var secret = await SecretOfChangeAsync(alice, intruder);
        var changed = await UserAsync(alice.Id);

        Assert.Succeeds(await intruder.DeleteAccountAsync());

        Assert.False(await intruder.IsSignedInAsync());
        Assert.IsRefused(await app.NewVisitor().SignInAsync(changed.Email!));
        Assert.True((await CreateAsync(changed.Email!)).Succeeded);
        Assert.False((await CreateAsync(alice.Email!)).Succeeded);
        Assert.Contains("restore the account", (await app.Mailbox.ToAsync(alice.Email))[^1].Text);
        Assert.DoesNotContain("restore", (await app.Mailbox.ToAsync(changed.Email))[^1].Text);

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(secret));

        var restored = await UserAsync(alice.Id);
        Assert.Equal((alice.Email, null), (restored.Email, restored.DeletedAt));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A151")]
    public async Task It_does_so_even_if_its_email_is_written_after_the_deletion()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        await intruder.ChangeEmailAsync(TestApp.NewAddress());
        Assert.Succeeds(await intruder.DeleteAccountAsync());

        var notice = Assert.Single(await app.Mailbox.ToAsync(alice.Email), mail => mail.Link.Length > 0);

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(notice.Secret));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    /// <summary>The clock goes on between any two looks at it.</summary>
    [Fact]
    public async Task Using_it_ends_the_reservation_of_the_address()
    {
        var alice = await app.NewUser();
        app.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        var secret = await SecretOfChangeAsync(alice, await app.SignedInAs(alice));
        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(secret));

        Assert.False(await app.Db(db => db.Set<ReservedEmail>().AnyAsync(reserved => reserved.UserId == alice.Id)));
        var owner = app.NewVisitor();
        await owner.SignInAsync(alice.Email!, TestApp.NewPassword);
        Assert.Succeeds(await owner.DeleteAccountAsync());
        Assert.True((await CreateAsync(alice.Email!)).Succeeded);
    }

    [Fact]
    public async Task What_is_left_of_a_deleted_account_goes_with_the_link()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        await SecretOfChangeAsync(alice, visitor);
        app.Clock.Advance(app.Accounts.EmailChange.UndoWithin / 2);
        await (await app.SignedInAs(await UserAsync(alice.Id))).DeleteAccountAsync();
        Assert.True(await IsKeptAsync());

        app.Clock.Advance(app.Accounts.EmailChange.UndoWithin / 2 + _second);
        Assert.False(await IsKeptAsync());
        Assert.False(await app.Db(db => db.Set<ReservedEmail>().AnyAsync(reserved => reserved.UserId == alice.Id)));

        async Task<bool> IsKeptAsync()
        {
            await app.With((Janitor janitor) => janitor.CleanAsync(TestContext.Current.CancellationToken));
            return await app.Db(db => db.Set<User>().AnyAsync(user => user.Id == alice.Id));
        }
    }

    [Fact]
    public async Task A_notice_that_is_late_tells_how_much_time_is_left()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());

        app.Clock.Advance(TimeSpan.FromHours(4));

        Assert.Contains("It expires in 20 hours.", Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Text);
    }

    [Fact]
    public async Task A_notice_that_is_too_late_has_no_link()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());

        app.Clock.Advance(app.Accounts.EmailChange.UndoWithin);

        var notice = Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.Equal("", notice.Link);
        Assert.Contains("contact us", notice.Text);
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

    [Fact, Trait("Attack", "A47")]
    public async Task A_notice_that_is_written_at_the_moment_of_its_use_opens_nothing()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var secret = await SecretOfChangeAsync(alice, intruder);
        var changed = await UserAsync(alice.Id);
        await intruder.ChangeEmailAsync(TestApp.NewAddress());

        // The mail server of the intruder takes its time, until the link has been used.
        var (delivery, isSending, isUsed) = (Task.CompletedTask, new TaskCompletionSource(), new TaskCompletionSource());
        app.Mailbox.OnSend = mail =>
        {
            if (mail.To != changed.Email) return;
            isSending.TrySetResult();
            isUsed.Task.Wait(TestContext.Current.CancellationToken);
        };
        app.Database.BeforeNextSave(() =>
        {
            delivery = Task.Run(app.Mailbox.DeliverAsync);
            return isSending.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        });
        var undone = await app.NewVisitor().UndoEmailChangeAsync(secret);
        isUsed.SetResult();
        await delivery;

        Assert.Succeeds(undone);

        foreach (var late in await app.Mailbox.ToAsync(changed.Email))
            Assert.IsDeadLink(await app.NewVisitor().UndoEmailChangeAsync(late.Secret));
        Assert.Equal(alice.Email, (await UserAsync(alice.Id)).Email);
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
            Assert.False(app.Data.Keeps(secret));
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

    private Task<AccountResult> CreateAsync(string email) => app.With((AccountService accounts) => accounts.CreateAsync(new(email, TestApp.Password)));

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
