using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Tests;

/// <summary>Confirming the address of a new account: by whoever registered it, or by the owner of its mailbox.</summary>
public sealed class ConfirmRegistrationTests(TestApp app) : IClassFixture<TestApp>
{
    private const string MallorysPassword = "the password of mallory";

    private readonly string _email = TestApp.NewAddress();
    private readonly EmailConfirmationLimits _limits = app.Accounts.EmailConfirmation;

    [Fact]
    public void It_ships_with_the_numbers_it_should() =>
        Assert.Equal((TimeSpan.FromHours(24), TimeSpan.FromDays(30)), (_limits.LinkLifetime, _limits.KeepUnconfirmedFor));

    [Fact]
    public async Task An_account_that_nobody_confirms_is_deleted_one_day()
    {
        await app.NewVisitor().RegisterAsync(_email);
        var alice = await app.NewUser();

        app.Clock.Advance(_limits.KeepUnconfirmedFor);
        await CleanAsync();
        Assert.NotNull(await FindAsync(_email));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await CleanAsync();
        Assert.Null(await FindAsync(_email));
        Assert.NotNull(await FindAsync(alice.Email!));

        Task CleanAsync() => app.With((Janitor janitor) => janitor.CleanAsync(TestContext.Current.CancellationToken));

        Task<User?> FindAsync(string email) => app.Db(db => db.Set<User>().SingleOrDefaultAsync(user => user.Email == email));
    }

    /// <summary>Whoever changed the address of an account a day ago still has an account.</summary>
    [Fact, Trait("Attack", "A152")]
    public async Task The_previous_address_of_an_account_is_told_that_it_is_kept()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        await visitor.ChangeEmailAsync(_email);
        await visitor.ConfirmEmailAsync(await SecretAsync());

        Assert.Succeeds(await app.NewVisitor().RegisterAsync(alice.Email!));

        Assert.Contains("can't be used for a new account yet", (await app.Mailbox.ToAsync(alice.Email))[^1].Subject);
        Assert.False(await app.Db(db => db.Set<User>().AnyAsync(user => user.Email == alice.Email)));
    }

    [Fact, Trait("Attack", "A117")]
    public async Task The_log_tells_of_a_right_password_that_is_not_enough()
    {
        var visitor = app.NewVisitor();
        await RegisterAsync(visitor);

        var log = await app.Log.Of(() => visitor.SignInAsync(_email));

        Assert.Contains($"Warning SignInHeld SignInHeld: user {(await UserAsync()).Id}", log);
    }

    [Fact]
    public async Task Whoever_registered_confirms_and_signs_in()
    {
        var visitor = app.NewVisitor();

        Assert.Succeeds(await visitor.ConfirmEmailAsync(await RegisterAsync(visitor)));

        Assert.False(await visitor.IsSignedInAsync());
        Assert.Succeeds(await visitor.SignInAsync(_email));
        Assert.Single(await app.Mailbox.ToAsync(_email));
    }

    /// <summary>Whoever opens the email may not be the one who registered the address and knows the password.</summary>
    [Fact, Trait("Attack", "A56")]
    public async Task The_owner_of_the_mailbox_chooses_the_password()
    {
        var (mallory, alice) = (app.NewVisitor(), app.NewVisitor());

        Assert.Succeeds(await alice.ConfirmRegistrationAsync(await RegisterAsync(mallory, MallorysPassword)));

        Assert.False((await mallory.SignInAsync(_email, MallorysPassword)).Succeeded);
        Assert.Succeeds(await alice.SignInAsync(_email));
        Assert.Single(await app.Mailbox.ToAsync(_email));
    }

    [Theory, Trait("Attack", "A92")]
    [InlineData("eleven char", "eleven char", "password")]
    [InlineData("passwordpassword", "passwordpassword", "password")]
    [InlineData("", "", "password")]
    [InlineData(TestApp.NewPassword, "another one", "passwordConfirmation")]
    public async Task A_password_that_is_refused_does_not_use_the_link_up(string password, string passwordConfirmation, string field)
    {
        var secret = await RegisterAsync(app.NewVisitor());

        Assert.IsRefusedFor(field, await app.NewVisitor().ConfirmRegistrationAsync(secret, password, passwordConfirmation));

        Assert.True((await UserAsync()).IsUnconfirmed);
        Assert.Succeeds(await app.NewVisitor().ConfirmRegistrationAsync(secret, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A45")]
    public async Task A_link_works_once()
    {
        var visitor = app.NewVisitor();
        var secret = await RegisterAsync(visitor);
        Assert.Succeeds(await visitor.ConfirmEmailAsync(secret));

        Assert.False(await app.Db(db => db.Set<AccountToken>().AnyAsync(token => token.SentTo == _email)));
        Assert.False((await visitor.ConfirmEmailAsync(secret)).Succeeded);
        await AssertIsNotValid(secret);

        Assert.Succeeds(await app.NewVisitor().SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Of_many_uses_at_once_one_counts()
    {
        var secret = await RegisterAsync(app.NewVisitor());
        var passwords = Enumerable.Range(0, 20).Select(i => $"the password of number {i}").ToList();

        await Task.WhenAll(passwords.Select(password => app.NewVisitor().ConfirmRegistrationAsync(secret, password)));

        var accepted = 0;
        foreach (var password in passwords)
            if (await app.With((PasswordVerifier passwords) => passwords.VerifyAsync(_email, password)) is not null) accepted++;
        Assert.Equal(1, accepted);
        Assert.False((await UserAsync()).IsUnconfirmed);
    }

    [Fact, Trait("Attack", "A51")]
    public async Task A_link_works_for_a_day()
    {
        var late = await RegisterAsync(app.NewVisitor());
        var (visitor, address) = (app.NewVisitor(), TestApp.NewAddress());
        await visitor.RegisterAsync(address);
        var early = (await app.Mailbox.ToAsync(address))[^1].Secret;

        app.Clock.Advance(_limits.LinkLifetime - TimeSpan.FromSeconds(1));
        Assert.Succeeds(await visitor.ConfirmEmailAsync(early));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await AssertIsNotValid(late);
        Assert.True((await UserAsync()).IsUnconfirmed);
    }

    [Fact, Trait("Attack", "A54")]
    public async Task Who_is_signed_in_as_somebody_else_stays_that_user()
    {
        var visitor = await app.SignedInAs(await app.NewUser());
        var secret = await RegisterAsync(app.NewVisitor());

        Assert.Succeeds(await visitor.ConfirmRegistrationAsync(secret, TestApp.NewPassword));

        Assert.True(await visitor.IsSignedInAsync());
        Assert.Equal(0, await app.Db(db => db.Set<Session>().CountAsync(session => session.User.NormalizedEmail == _email)));
    }

    /// <summary>Somebody registered the address that a user of another account is about to take, and has proven.</summary>
    [Fact, Trait("Attack", "A56")]
    public async Task An_account_that_waits_keeps_no_address_from_its_owner()
    {
        var bob = await app.NewUser();
        await RegisterAsync(app.NewVisitor(), MallorysPassword);
        await (await app.SignedInAs(bob)).ChangeEmailAsync(_email);

        Assert.Succeeds(await app.NewVisitor().ConfirmEmailAsync(await SecretAsync()));

        Assert.Equal(bob.Id, (await UserAsync()).Id);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(_email));
    }

    /// <summary>An intruder who registers the address that was changed cannot keep its owner from undoing that.</summary>
    [Fact, Trait("Attack", "A56")]
    public async Task An_account_that_waits_keeps_nobody_from_undoing_a_change()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(_email);
        await app.NewVisitor().ConfirmEmailAsync(await SecretAsync());
        var undo = (await app.Mailbox.ToAsync(alice.Email))[^1].Secret;
        await app.NewVisitor().RegisterAsync(alice.Email!, "the password of the intruder");

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(undo));

        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_the_hash_of_the_secret_is_kept_and_no_log_tells_it()
    {
        var visitor = app.NewVisitor();
        var secret = "";

        var log = await app.Log.Of(async () =>
        {
            secret = await RegisterAsync(visitor);
            Assert.False(app.Data.Keeps(secret));
            await visitor.ConfirmEmailAsync(secret);
        });

        Assert.DoesNotContain(secret, log);
        Assert.Contains("EmailConfirmed", log);
    }

    [Fact]
    public async Task In_production_the_link_leads_to_the_public_origin()
    {
        await using var production = new ProductionApp();

        await production.NewVisitor().RegisterAsync(_email);

        Assert.StartsWith("https://app.example/confirm-email/", (await production.Mailbox.ToAsync(_email))[^1].Link);
    }

    private async Task AssertIsNotValid(string secret) =>
        Assert.False((await app.NewVisitor().ConfirmRegistrationAsync(secret, "the password of a thief")).Succeeded);

    private Task<User> UserAsync() => app.Db(db => db.Set<User>().AsNoTracking().SingleAsync(user => user.NormalizedEmail == _email));

    private async Task<string> SecretAsync() => (await app.Mailbox.ToAsync(_email))[^1].Secret;

    /// <summary>Registers the address, and returns the secret that it gets.</summary>
    private async Task<string> RegisterAsync(Visitor visitor, string password = TestApp.Password)
    {
        await visitor.RegisterAsync(_email, password);
        return await SecretAsync();
    }
}
