using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Choosing a new password through the link.</summary>
public sealed class ResetPasswordTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly ResetPasswordLimits _limits = app.Accounts.ResetPassword;

    [Fact]
    public async Task The_new_password_signs_in_and_the_old_one_does_not()
    {
        var alice = await app.NewUser();

        Assert.Succeeds(await app.NewVisitor().ResetPasswordAsync(await app.ResetSecretOf(alice)));

        Assert.False((await app.NewVisitor().SignInAsync(alice.Email!)).Succeeded);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A20")]
    public async Task It_ends_all_sessions_and_signs_nobody_in()
    {
        var alice = await app.NewUser();
        var other = await app.SignedInAs(alice);
        Assert.True(await other.IsSignedInAsync());
        var visitor = app.NewVisitor();

        await visitor.ResetPasswordAsync(await app.ResetSecretOf(alice));

        Assert.False(await other.IsSignedInAsync());
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A20")]
    public async Task The_owner_is_told_and_offered_a_way_back()
    {
        var alice = await app.NewUser();

        await app.NewVisitor().ResetPasswordAsync(await app.ResetSecretOf(alice));

        var mail = (await app.Mailbox.ToAsync(alice.Email))[^1];
        Assert.Equal("http://localhost/reset-password/new", mail.Link);
        Assert.DoesNotContain(TestApp.NewPassword, mail.Source);
    }

    [Fact, Trait("Attack", "A54")]
    public async Task The_link_of_somebody_else_makes_nobody_that_user()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var visitor = await app.SignedInAs(alice);

        Assert.Succeeds(await visitor.ResetPasswordAsync(await app.ResetSecretOf(bob)));

        Assert.Equal(0, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == bob.Id)));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(bob.Email!, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A45")]
    public async Task A_link_works_once()
    {
        var alice = await app.NewUser();
        var secret = await app.ResetSecretOf(alice);
        await app.NewVisitor().ResetPasswordAsync(secret);

        await AssertIsNotValid(secret);

        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
        Assert.False(await app.Db(db => db.Set<AccountToken>().AnyAsync(token => token.UserId == alice.Id && token.Purpose == ResetPasswordService.Purpose.Name)));
    }

    /// <summary>As two processes can leave behind when both write an email at the same moment.</summary>
    [Fact, Trait("Attack", "A47")]
    public async Task Another_link_of_the_same_user_ends_with_it()
    {
        var alice = await app.NewUser();
        var (secret, another) = (await app.ResetSecretOf(alice), Secret.New());
        await app.Db(async db =>
        {
            var token = await db.Set<AccountToken>().AsNoTracking().SingleAsync(token => token.UserId == alice.Id);
            db.Add(new AccountToken
            {
                UserId = alice.Id,
                Purpose = token.Purpose,
                Hash = Secret.Hash(another),
                SentTo = token.SentTo,
                SecurityStamp = token.SecurityStamp,
                IssuedAt = token.IssuedAt,
                ExpiresAt = token.ExpiresAt,
            });
            return await db.SaveChangesAsync();
        });

        Assert.Succeeds(await app.NewVisitor().ResetPasswordAsync(secret));

        await AssertIsNotValid(another);
    }

    [Fact, Trait("Attack", "A51")]
    public async Task A_link_works_for_an_hour()
    {
        var (early, late) = (await app.ResetSecretOf(await app.NewUser()), await app.ResetSecretOf(await app.NewUser()));

        app.Clock.Advance(_limits.LinkLifetime - TimeSpan.FromSeconds(1));
        Assert.Succeeds(await app.NewVisitor().ResetPasswordAsync(early));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await AssertIsNotValid(late);
    }

    [Fact]
    public async Task A_newer_link_takes_the_place_of_an_older_one()
    {
        var alice = await app.NewUser();
        var older = await app.ResetSecretOf(alice);
        var newer = await app.ResetSecretOf(alice);

        await AssertIsNotValid(older);
        Assert.Succeeds(await app.NewVisitor().ResetPasswordAsync(newer));
    }

    /// <summary>Otherwise, someone who knows the password could change it whenever the owner asks for a link.</summary>
    [Fact, Trait("Attack", "A149")]
    public async Task It_outlives_a_change_of_the_password_in_a_session()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var secret = await app.ResetSecretOf(alice);

        Assert.Succeeds(await intruder.ChangePasswordAsync("a word of the intruder"));

        Assert.Succeeds(await app.NewVisitor().ResetPasswordAsync(secret));
        Assert.False(await intruder.IsSignedInAsync());
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task A_change_of_the_address_ends_it_and_so_does_a_change_back()
    {
        var alice = await app.NewUser();
        var secret = await app.ResetSecretOf(alice);

        var visitor = await app.SignedInAs(alice);
        var email = TestApp.NewAddress();
        await visitor.ChangeEmailAsync(email);
        await visitor.ConfirmEmailAsync((await app.Mailbox.ToAsync(email))[^1].Secret);
        await AssertIsNotValid(secret);

        await app.ChangeEmailOf(alice, alice.Email!);
        await AssertIsNotValid(secret);
    }

    /// <summary>Such as a correction by hand, which moves no security stamp.</summary>
    [Fact, Trait("Attack", "A47")]
    public async Task It_goes_with_the_address_that_it_was_sent_to()
    {
        var alice = await app.NewUser();
        var secret = await app.ResetSecretOf(alice);

        await app.Db(db => db.Set<User>().Where(user => user.Id == alice.Id).ExecuteUpdateAsync(row => row.SetProperty(user => user.Email, TestApp.NewAddress())));

        await AssertIsNotValid(secret);
    }

    [Fact, Trait("Attack", "A47")]
    public async Task An_email_that_was_asked_for_before_a_change_of_the_address_is_not_sent_after_it()
    {
        var alice = await app.NewUser();
        await app.NewVisitor().AskToResetPasswordAsync(alice.Email!);
        await app.ChangeEmailOf(alice, TestApp.NewAddress());

        Assert.DoesNotContain(await app.Mailbox.ToAsync(alice.Email), mail => mail.Link.Contains("/reset-password/"));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task Undoing_a_change_of_the_address_ends_it()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var undo = (await app.Mailbox.ToAsync(alice.Email))[^1].Secret;
        var secret = await app.ResetSecretOf(await UserAsync(alice));

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(undo));

        await AssertIsNotValid(secret);
    }

    /// <summary>Whoever changed the address of somebody else can also reset the password: the email goes to the new address.</summary>
    [Fact]
    public async Task It_leaves_the_owner_the_link_that_undoes_a_change_of_the_address()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var undo = (await app.Mailbox.ToAsync(alice.Email))[^1].Secret;

        Assert.Succeeds(await app.NewVisitor().ResetPasswordAsync(await app.ResetSecretOf(await UserAsync(alice))));

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(undo));
    }

    [Theory, Trait("Attack", "A92")]
    [InlineData("eleven char", "eleven char", "password")]
    [InlineData("passwordpassword", "passwordpassword", "password")]
    [InlineData("", "", "password")]
    [InlineData(TestApp.NewPassword, "another one", "passwordConfirmation")]
    public async Task A_password_that_is_refused_does_not_use_it_up(string password, string passwordConfirmation, string field)
    {
        var alice = await app.NewUser();
        var secret = await app.ResetSecretOf(alice);

        Assert.IsRefusedFor(field, await app.NewVisitor().ResetPasswordAsync(secret, password, passwordConfirmation));

        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
        Assert.Succeeds(await app.NewVisitor().ResetPasswordAsync(secret));
    }

    [Fact, Trait("Attack", "A08"), Trait("Attack", "A50")]
    public async Task Any_other_secret_is_refused_alike()
    {
        var alice = await app.NewUser();
        var secret = await app.ResetSecretOf(alice);
        string[] others =
        [
            "bogus", secret[1..], secret + "A", secret + "=", (secret[0] is 'A' ? 'B' : 'A') + secret[1..], secret.ToUpperInvariant(), $" {secret}",
            "null", "%00", "%2B", new string('A', 8000), alice.Id.ToString(), alice.SecurityStamp!, Secret.New(),
        ];

        var answers = new List<string>();
        foreach (var other in others)
        {
            var answer = await app.NewVisitor().ResetPasswordAsync(other);
            Assert.False(answer.Succeeded, other);
            answers.Add(answer.ShapeWithout(other));
        }

        Assert.Single(answers.Distinct());
        Assert.False((await app.NewVisitor().ResetPasswordAsync("")).Succeeded);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
    }

    [Fact, Trait("Attack", "A93")]
    public async Task Whatever_is_chosen_is_no_mistake_of_ours()
    {
        string? secret = null;
        foreach (var password in OddInput.Texts(mixtures: 0))
        {
            secret ??= await app.ResetSecretOf(await app.NewUser());
            var answer = await app.NewVisitor().ResetPasswordAsync(secret, password);

            Assert.True((int)answer.Status is < 500 and not 429, $"{(int)answer.Status} for {OddInput.Shown(password)}");
            if (answer.Succeeded) secret = null;
        }
    }

    [Fact, Trait("Attack", "A49")]
    public async Task A_secret_is_good_for_one_purpose()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var undo = (await app.Mailbox.ToAsync(alice.Email))[^1].Secret;
        var secret = await app.ResetSecretOf(await UserAsync(alice));

        await AssertIsNotValid(undo);
        Assert.False((await app.NewVisitor().UndoEmailChangeAsync(secret)).Succeeded);
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_the_hash_of_the_secret_is_kept_and_no_log_tells_it()
    {
        var alice = await app.NewUser();
        var secret = "";

        var log = await app.Log.Of(async () =>
        {
            secret = await app.ResetSecretOf(alice);
            Assert.False(app.Data.Keeps(secret));
            Assert.Succeeds(await app.NewVisitor().ResetPasswordAsync(secret));
        });

        Assert.DoesNotContain(secret, log);
        Assert.DoesNotContain(TestApp.NewPassword, log);
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Of_many_uses_at_once_one_counts()
    {
        var alice = await app.NewUser();
        var secret = await app.ResetSecretOf(alice);
        var passwords = Enumerable.Range(0, 20).Select(i => $"the password of number {i}").ToList();

        await Task.WhenAll(passwords.Select(password => app.NewVisitor().ResetPasswordAsync(secret, password)));

        var accepted = 0;
        foreach (var password in passwords)
            if (await app.With((PasswordVerifier passwords) => passwords.VerifyAsync(alice.Email!, password)) is not null) accepted++;
        Assert.Equal(1, accepted);
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Whoever_is_a_moment_late_changes_nothing()
    {
        var alice = await app.NewUser();
        var secret = await app.ResetSecretOf(alice);

        app.Database.BeforeNextSave(() => app.NewVisitor().ResetPasswordAsync(secret));

        Assert.False((await app.NewVisitor().ResetPasswordAsync(secret, "the password of a thief")).Succeeded);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    [Fact]
    public async Task A_sign_in_that_was_under_way_with_the_old_password_opens_nothing()
    {
        var alice = await app.NewUser();
        var secret = await app.ResetSecretOf(alice);
        var thief = app.NewVisitor();

        app.Database.BeforeNextSave(() => app.NewVisitor().ResetPasswordAsync(secret));
        await thief.SignInAsync(alice.Email!);

        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
        Assert.False(await thief.IsSignedInAsync());
    }

    [Fact]
    public void It_ships_with_the_numbers_it_should() => Assert.Equal(TimeSpan.FromHours(1), _limits.LinkLifetime);

    private async Task AssertIsNotValid(string secret) =>
        Assert.False((await app.NewVisitor().ResetPasswordAsync(secret, "the password of a thief")).Succeeded);

    private Task<User> UserAsync(User user) => app.Db(db => db.Set<User>().AsNoTracking().SingleAsync(row => row.Id == user.Id));
}
