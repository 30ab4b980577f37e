using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>Registering tells the mailbox of an address what became of it, and nobody else.</summary>
public sealed class HiddenRegistrationTests(TestApp app) : IClassFixture<TestApp>
{
    private const string LaterPassword = "what was chosen later";
    private const string MallorysPassword = "the password of mallory";

    private readonly string _email = TestApp.NewAddress();

    [Fact]
    public async Task It_creates_an_account_that_nobody_is_signed_in_to()
    {
        var visitor = app.NewVisitor();

        Assert.Succeeds(await visitor.RegisterAsync(_email));

        Assert.False(await visitor.IsSignedInAsync());
        var user = await UserAsync(_email);
        Assert.True(user!.IsUnconfirmed);
        Assert.Equal(app.Clock.GetUtcNow(), user.CreatedAt);
        Assert.False(app.Data.Keeps(TestApp.Password));
    }

    [Fact, Trait("Attack", "A01"), Trait("Attack", "A80")]
    public async Task The_answer_does_not_tell_whether_the_address_has_an_account()
    {
        var (alice, uma) = (await app.NewUser(), TestApp.NewAddress());
        await app.NewVisitor().RegisterAsync(uma);
        var users = await CountAsync();

        string[] answers =
        [
            await ShapeAsync(_email), await ShapeAsync(alice.Email!), await ShapeAsync(alice.Email!.ToUpperInvariant()), await ShapeAsync(uma),
        ];

        Assert.Single(answers.Distinct());
        Assert.Equal(users + 1, await CountAsync());
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));

        async Task<string> ShapeAsync(string email)
        {
            var visitor = app.NewVisitor();
            var answer = await visitor.RegisterAsync(email, LaterPassword);
            Assert.Succeeds(answer);
            Assert.False(await visitor.IsSignedInAsync());
            return answer.ShapeWithout(email);
        }
    }

    [Fact, Trait("Attack", "A02")]
    public async Task The_email_tells_whether_the_address_has_an_account()
    {
        var (alice, uma) = (await app.NewUser(), TestApp.NewAddress());
        await app.NewVisitor().RegisterAsync(uma);

        foreach (var email in new[] { _email, alice.Email!, uma }) await app.NewVisitor().RegisterAsync(email);

        Assert.StartsWith("http://localhost/confirm-email/", Assert.Single(await app.Mailbox.ToAsync(_email)).Link);
        Assert.Equal("http://localhost/session/new", Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Link);
        Assert.All(await app.Mailbox.ToAsync(uma), mail => Assert.StartsWith("http://localhost/confirm-email/", mail.Link));
    }

    [Fact, Trait("Attack", "A03")]
    public async Task The_work_does_not_tell_whether_the_address_has_an_account()
    {
        await using var counting = new CountingApp();
        var (alice, uma) = (await counting.NewUser(), TestApp.NewAddress());
        await counting.NewVisitor().RegisterAsync(uma);

        foreach (var email in new[] { _email, alice.Email!, uma })
        {
            var (hashes, mails) = (counting.Hashes, await MailsAsync());
            await counting.NewVisitor().RegisterAsync(email);
            Assert.Equal((hashes + 1, mails + 1), (counting.Hashes, await MailsAsync()));
        }

        Task<int> MailsAsync() => counting.Db(db => db.Set<OutboxMail>().CountAsync());
    }

    [Fact, Trait("Attack", "A01")]
    public async Task A_password_that_is_refused_says_nothing_of_the_address()
    {
        var alice = await app.NewUser();

        var taken = await app.NewVisitor().RegisterAsync(alice.Email!, "elevenchars");
        var free = await app.NewVisitor().RegisterAsync(_email, "elevenchars");

        Assert.IsRefusedFor("password", taken);
        Assert.Null(taken.ErrorOf("email"));
        Assert.Equal(free.ShapeWithout(_email), taken.ShapeWithout(alice.Email!));
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A56")]
    public async Task A_later_registration_takes_the_place_of_one_that_waits()
    {
        var (mallory, alice) = (app.NewVisitor(), app.NewVisitor());
        await mallory.RegisterAsync(_email, MallorysPassword);
        var earlier = (await app.Mailbox.ToAsync(_email))[^1].Secret;

        await alice.RegisterAsync(_email);

        Assert.False((await mallory.ConfirmEmailAsync(earlier)).Succeeded);
        Assert.Succeeds(await alice.ConfirmEmailAsync((await app.Mailbox.ToAsync(_email))[^1].Secret));
        Assert.False((await mallory.SignInAsync(_email, MallorysPassword)).Succeeded);
        Assert.Succeeds(await alice.SignInAsync(_email));
    }

    /// <summary>Or else somebody could keep the owner from ever confirming: each registration would end the link of the one before.</summary>
    [Fact, Trait("Attack", "A60")]
    public async Task A_registration_that_is_one_email_too_many_changes_nothing()
    {
        var most = app.Accounts.Throttling.MailsPerHourToAddress;
        var last = app.NewVisitor();
        for (var i = 1; i < most; i++) await app.NewVisitor().RegisterAsync(_email, MallorysPassword);
        await last.RegisterAsync(_email);
        var secret = (await app.Mailbox.ToAsync(_email))[^1].Secret;

        Assert.Succeeds(await app.NewVisitor().RegisterAsync(_email, MallorysPassword));

        Assert.Equal(most, (await app.Mailbox.ToAsync(_email)).Count);
        Assert.Succeeds(await last.ConfirmEmailAsync(secret));
        Assert.Succeeds(await last.SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A95")]
    public async Task Of_many_at_once_one_gets_the_address_and_all_get_the_same_answer()
    {
        var variant = _email.Replace("user", "USER");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => app.NewVisitor().RegisterAsync(i % 2 is 0 ? _email : variant)));

        Assert.Single(answers.Select(answer => answer.ShapeWithout(_email)).Distinct());
        Assert.Succeeds(answers[0]);
        Assert.NotNull(await UserAsync(_email));
        var mails = (await app.Mailbox.ToAsync(_email)).Count + (await app.Mailbox.ToAsync(variant)).Count;
        Assert.InRange(mails, 1, app.Accounts.Throttling.MailsPerHourToAddress);
    }

    [Fact, Trait("Attack", "A95")]
    public async Task Whoever_is_a_moment_late_gets_the_same_answer_and_no_account()
    {
        var visitor = app.NewVisitor();

        app.Database.BeforeNextSave(() => app.NewUser(email: _email));

        Assert.Succeeds(await visitor.RegisterAsync(_email, LaterPassword));
        Assert.False((await visitor.SignInAsync(_email, LaterPassword)).Succeeded);
        Assert.Succeeds(await visitor.SignInAsync(_email));
    }

    /// <summary>Such as the command create-user.</summary>
    [Fact, Trait("Attack", "A56")]
    public async Task An_account_for_an_address_that_needs_no_proof_takes_the_place_of_one_that_waits()
    {
        await app.NewVisitor().RegisterAsync(_email, MallorysPassword);

        var created = await app.With((AccountService accounts) => accounts.CreateAsync(new(_email, TestApp.Password)));

        Assert.True(created.Succeeded);
        Assert.False((await app.NewVisitor().SignInAsync(_email, MallorysPassword)).Succeeded);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A04")]
    public async Task Signing_in_tells_of_it_only_whoever_knows_the_password()
    {
        await app.NewVisitor().RegisterAsync(_email);
        var stranger = TestApp.NewAddress();
        var visitor = app.NewVisitor();

        var wrong = await visitor.SignInAsync(_email, "not the password");
        var unknown = await app.NewVisitor().SignInAsync(stranger, "not the password");
        var right = await visitor.SignInAsync(_email);

        Assert.Equal(unknown.ShapeWithout(stranger), wrong.ShapeWithout(_email));
        Assert.NotEqual(wrong.Status, right.Status);
        Assert.False(await visitor.IsSignedInAsync());
    }

    private Task<User?> UserAsync(string email) => app.Db(db => db.Set<User>().AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == email));

    private Task<int> CountAsync() => app.Db(db => db.Set<User>().CountAsync());

    /// <summary>Counts the passwords that are hashed.</summary>
    private sealed class CountingApp : TestApp
    {
        private CountingHasher? _hasher;

        public int Hashes => _hasher!.Hashes;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<IPasswordHasher<User>>(
                provider => _hasher = new CountingHasher(provider.GetRequiredService<AccountPasswordHasher>())));
        }
    }

    private sealed class CountingHasher(IPasswordHasher<User> hasher) : IPasswordHasher<User>
    {
        public int Hashes { get; private set; }

        public string HashPassword(User user, string password)
        {
            Hashes++;
            return hasher.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword) =>
            hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
