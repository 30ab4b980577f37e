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

    private readonly string _email = TestApp.NewAddress();

    [Fact]
    public async Task It_creates_an_account_that_nobody_is_signed_in_to()
    {
        var browser = app.NewBrowser();

        Assert.LeadsTo(AccountPaths.AskForConfirmation, await browser.RegisterAsync(_email));

        Assert.Null(browser.Session);
        var user = await UserAsync(_email);
        Assert.True(user!.IsUnconfirmed);
        Assert.Equal(app.Clock.GetUtcNow(), user.CreatedAt);
        Assert.False(app.Keeps(TestApp.Password));
    }

    [Fact, Trait("Attack", "A01"), Trait("Attack", "A80")]
    public async Task The_answer_does_not_tell_whether_the_address_has_an_account()
    {
        var (alice, uma) = (await app.NewUser(), TestApp.NewAddress());
        await app.NewBrowser().RegisterAsync(uma);
        var users = await CountAsync();

        string[] answers =
        [
            await ShapeAsync(_email), await ShapeAsync(alice.Email!), await ShapeAsync(alice.Email!.ToUpperInvariant()), await ShapeAsync(uma),
        ];

        Assert.Single(answers.Distinct());
        Assert.Equal(users + 1, await CountAsync());
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));

        async Task<string> ShapeAsync(string email)
        {
            var browser = app.NewBrowser();
            var page = await browser.RegisterAsync(email, LaterPassword);
            Assert.Null(browser.Session);
            var next = await browser.FollowAsync(page);
            return page.ShapeWithout(email) + next.ShapeWithout(email) + string.Join(' ', browser.Cookies.GetAllCookies().Select(cookie => cookie.Name));
        }
    }

    [Fact, Trait("Attack", "A02")]
    public async Task Its_mail_does()
    {
        var (alice, uma) = (await app.NewUser(), TestApp.NewAddress());
        await app.NewBrowser().RegisterAsync(uma);

        foreach (var email in new[] { _email, alice.Email!, uma }) await app.NewBrowser().RegisterAsync(email);

        Assert.StartsWith("http://localhost/confirm-email/", Assert.Single(await app.Mailbox.ToAsync(_email)).Link);
        Assert.Equal("http://localhost/session/new", Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Link);
        Assert.All(await app.Mailbox.ToAsync(uma), mail => Assert.StartsWith("http://localhost/confirm-email/", mail.Link));
    }

    [Fact, Trait("Attack", "A03")]
    public async Task The_work_does_not_tell_it_either()
    {
        var hasher = new CountingHasher(app.Services.GetRequiredService<AccountPasswordHasher>());
        await using var counting = app.WithWebHostBuilder(host => host.ConfigureTestServices(services => services.AddSingleton<IPasswordHasher<User>>(hasher)));
        var (alice, uma) = (await app.NewUser(), TestApp.NewAddress());
        await app.NewBrowser().RegisterAsync(uma);

        foreach (var email in new[] { _email, alice.Email!, uma })
        {
            var (hashes, mails) = (hasher.Hashes, await MailsAsync());
            await new Browser(counting, app.Origin).RegisterAsync(email);
            Assert.Equal((hashes + 1, mails + 1), (hasher.Hashes, await MailsAsync()));
        }

        Task<int> MailsAsync() => app.Db(db => db.Set<OutboxMail>().CountAsync());
    }

    [Fact, Trait("Attack", "A01")]
    public async Task A_password_that_is_refused_says_nothing_of_the_address()
    {
        var alice = await app.NewUser();

        var taken = await app.NewBrowser().RegisterAsync(alice.Email!, "elevenchars");
        var free = await app.NewBrowser().RegisterAsync(_email, "elevenchars");

        Assert.Refuses("password", taken);
        Assert.Null(taken.ErrorOf("email"));
        Assert.Equal(free.ShapeWithout(_email), taken.ShapeWithout(alice.Email!));
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A56")]
    public async Task A_later_registration_takes_the_place_of_one_that_waits()
    {
        var (mallory, alice) = (app.NewBrowser(), app.NewBrowser());
        await mallory.RegisterAsync(_email, "the password of mallory");
        var earlier = (await app.Mailbox.ToAsync(_email))[^1].Link;

        await alice.RegisterAsync(_email);

        Assert.LeadsTo(AccountPaths.SignIn, await app.NewBrowser().GetAsync(earlier));
        Assert.LeadsTo(AccountPaths.SignIn, await alice.ConfirmAsync((await app.Mailbox.ToAsync(_email))[^1].Link));
        Assert.Refuses(await mallory.SignInAsync(_email, "the password of mallory"));
        Assert.LeadsTo("/", await alice.SignInAsync(_email));
    }

    /// <summary>Or else somebody could keep the owner from ever confirming: each registration would end the link of the one before.</summary>
    [Fact, Trait("Attack", "A60")]
    public async Task A_registration_that_is_one_mail_too_many_changes_nothing()
    {
        var most = app.Accounts.Throttling.MailsPerHourToAddress;
        for (var i = 0; i < most; i++) await app.NewBrowser().RegisterAsync(_email);
        var link = (await app.Mailbox.ToAsync(_email))[^1].Link;

        Assert.LeadsTo(AccountPaths.AskForConfirmation, await app.NewBrowser().RegisterAsync(_email));

        Assert.Equal(most, (await app.Mailbox.ToAsync(_email)).Count);
        Assert.LeadsTo(AccountPaths.ConfirmEmail, await app.NewBrowser().GetAsync(link));
    }

    [Fact, Trait("Attack", "A95")]
    public async Task Of_many_at_once_one_gets_the_address_and_all_get_the_same_answer()
    {
        var variant = _email.Replace("user", "USER");
        var browsers = Enumerable.Range(0, 20).Select(_ => app.NewBrowser()).ToList();

        var pages = await Task.WhenAll(browsers.Select((browser, i) => browser.RegisterAsync(i % 2 is 0 ? _email : variant)));

        Assert.Single(pages.Select(page => page.ShapeWithout(_email)).Distinct());
        Assert.LeadsTo(AccountPaths.AskForConfirmation, pages[0]);
        Assert.NotNull(await UserAsync(_email));
        var mails = (await app.Mailbox.ToAsync(_email)).Count + (await app.Mailbox.ToAsync(variant)).Count;
        Assert.InRange(mails, 1, app.Accounts.Throttling.MailsPerHourToAddress);
    }

    [Fact, Trait("Attack", "A95")]
    public async Task Whoever_is_a_moment_late_gets_the_same_answer_and_no_account()
    {
        var browser = app.NewBrowser();
        var form = await browser.GetAsync(AccountPaths.Register);

        app.Database.BeforeNextSave(() => app.NewUser(email: _email));
        var page = await browser.SubmitAsync(form, new { email = _email, password = LaterPassword, passwordConfirmation = LaterPassword });

        Assert.LeadsTo(AccountPaths.AskForConfirmation, page);
        Assert.Refuses(await browser.SignInAsync(_email, LaterPassword));
        Assert.LeadsTo("/", await browser.SignInAsync(_email));
    }

    /// <summary>Such as the word create-user.</summary>
    [Fact, Trait("Attack", "A56")]
    public async Task An_account_for_an_address_that_needs_no_proof_takes_the_place_of_one_that_waits()
    {
        await app.NewBrowser().RegisterAsync(_email, "the password of mallory");

        var created = await app.With((AccountService accounts) => accounts.CreateAsync(_email, TestApp.Password));

        Assert.True(created.Succeeded);
        Assert.Refuses(await app.NewBrowser().SignInAsync(_email, "the password of mallory"));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A04")]
    public async Task Signing_in_tells_of_it_only_whoever_knows_the_password()
    {
        await app.NewBrowser().RegisterAsync(_email);
        var stranger = TestApp.NewAddress();
        var browser = app.NewBrowser();

        var wrong = await browser.SignInAsync(_email, "not the password");
        var unknown = await app.NewBrowser().SignInAsync(stranger, "not the password");
        var right = await browser.SignInAsync(_email);

        Assert.Equal(unknown.ShapeWithout(stranger), wrong.ShapeWithout(_email));
        Assert.LeadsTo(AccountPaths.AskForConfirmation, right);
        Assert.Null(browser.Session);
        Assert.False(await browser.IsSignedInAsync());
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name.EndsWith("-device"));
    }

    private Task<User?> UserAsync(string email) => app.Db(db => db.Set<User>().AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == email));

    private Task<int> CountAsync() => app.Db(db => db.Set<User>().CountAsync());

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
