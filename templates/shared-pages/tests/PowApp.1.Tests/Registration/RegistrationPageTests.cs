using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class RegistrationPageTests(TestApp app) : IClassFixture<TestApp>
{
#if (!EmailConfirmation)
    [Fact]
    public async Task Registering_leads_to_the_home_page() =>
        Assert.LeadsTo("/", await app.NewVisitor().RegisterAsync(TestApp.NewAddress()));

    [Fact]
    public async Task Sent_twice_it_registers_once_and_signs_in_twice()
    {
        var (browser, form) = (app.NewVisitor(), new { email = TestApp.NewAddress(), TestApp.Password, passwordConfirmation = TestApp.Password });
        var page = await browser.GetAsync(AccountPaths.Register);
        var lost = browser.Copy();
        await lost.SubmitAsync(page, form);

        Assert.LeadsTo("/", await browser.SubmitAsync(page, form));

        Assert.Equal(lost.Session, browser.Session);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task That_an_address_is_taken_is_said_beside_it()
    {
        var alice = await app.NewUser();

        Assert.Refuses("email", await app.NewVisitor().RegisterAsync(alice.Email!));
    }

#endif
    [Fact]
    public async Task It_asks_for_an_address_and_twice_for_a_password_and_the_sign_in_page_leads_to_it()
    {
        var browser = app.NewVisitor();

        Assert.NotNull((await browser.GetAsync(AccountPaths.SignIn)).Document.QuerySelector($"main a[href='{AccountPaths.Register}']"));
        var page = await browser.GetAsync(AccountPaths.Register);

        Assert.AsksFor("email", "email", page);
        Assert.AsksFor("password", "password", page);
        Assert.AsksFor("passwordConfirmation", "password", page);
        Assert.True(page.LinksTo(AccountPaths.SignIn));
    }

    [Theory]
    [InlineData("alice@example.com", "elevenchars", "elevenchars", "password")]
    [InlineData("alice@example.com", TestApp.Password, "another password", "passwordConfirmation")]
    [InlineData("alice.example.com", TestApp.Password, TestApp.Password, "email")]
    public async Task What_is_refused_is_said_beside_the_field_and_the_address_stays(string email, string password, string passwordConfirmation, string field)
    {
        var page = await app.NewVisitor().RegisterAsync(email, password, passwordConfirmation);

        Assert.Refuses(field, page);
        Assert.Equal(email, page.Field("email").Value);
    }

    [Fact]
    public async Task One_registration_too_many_brings_it_back_with_the_address()
    {
        for (var i = 0; i < app.Accounts.Throttling.RegistrationsPerHour; i++) await RegisterAsync(TestApp.NewAddress());

        var refused = TestApp.NewAddress();
        var page = await RegisterAsync(refused);

        Assert.MustWait(TimeSpan.FromHours(1), page);
        Assert.Equal(refused, page.Field("email").Value);

        Task<Page> RegisterAsync(string email) => app.NewVisitor().ComesFrom("203.0.113.7").RegisterAsync(email);
    }

    [Fact, Trait("Attack", "A77")]
    public async Task Nothing_but_its_fields_counts()
    {
        var email = TestApp.NewAddress();
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(AccountPaths.Register);
        var forged = Guid.NewGuid().ToString();
        string[] names = ["Id", "SecurityStamp", "ConcurrencyStamp", "PasswordHash", "CreatedAt", "NormalizedEmail", "UserName", "EmailConfirmed"];
        string[] prefixes = ["", "User.", "Input."];

        await browser.PostAsync(AccountPaths.Register,
        [
            ("__RequestVerificationToken", form.Token), ("Email", email), ("Password", TestApp.Password), ("PasswordConfirmation", TestApp.Password),
            .. prefixes.SelectMany(prefix => names.Select(name => (prefix + name, forged))),
        ]);

        var user = (await UserOf(email))!;
        Assert.DoesNotContain(forged, new[] { user.Id.ToString(), user.SecurityStamp, user.ConcurrencyStamp, user.PasswordHash, user.NormalizedEmail });
        Assert.Equal(app.Clock.GetUtcNow(), user.CreatedAt);
    }

    [Theory, Trait("Attack", "A87")]
    [InlineData("email")]
    [InlineData("password")]
    [InlineData("passwordConfirmation")]
    public async Task A_NUL_is_refused(string field)
    {
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(AccountPaths.Register);
        var values = new Dictionary<string, object?>
        {
            ["email"] = TestApp.NewAddress(),
            ["password"] = TestApp.Password,
            ["passwordConfirmation"] = TestApp.Password,
        };
        values[field] += "\0";

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SubmitAsync(form, values)).Status);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task Who_is_signed_in_registers_nobody()
    {
        var email = TestApp.NewAddress();
        var browser = await app.SignedInAs(await app.NewUser());
        var token = (await browser.GetAsync("/")).Token;

        Assert.LeadsTo("/", await browser.GetAsync(AccountPaths.Register));
        Assert.LeadsTo("/", await browser.PostAsync(
            AccountPaths.Register, ("Email", email), ("Password", TestApp.Password), ("PasswordConfirmation", TestApp.Password),
            ("__RequestVerificationToken", token)));

        Assert.Null(await UserOf(email));
    }

    private Task<User?> UserOf(string email) => app.Db(db => db.Set<User>().AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == email));
}
