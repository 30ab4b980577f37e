using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class RegistrationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_page_asks_for_an_address_and_twice_for_a_password_and_the_sign_in_page_leads_to_it()
    {
        var browser = app.NewBrowser();

        Assert.NotNull((await browser.GetAsync(AccountPaths.SignIn)).Document.QuerySelector($"main a[href='{AccountPaths.Register}']"));
        var page = await browser.GetAsync(AccountPaths.Register);

        Assert.AsksFor("email", "email", page);
        Assert.AsksFor("password", "password", page);
        Assert.AsksFor("passwordConfirmation", "password", page);
        Assert.True(page.LinksTo(AccountPaths.SignIn));
    }

    [Fact]
    public async Task A_password_that_is_too_short_is_refused()
    {
        var email = TestApp.NewAddress();
        var browser = app.NewBrowser();

        var page = await browser.RegisterAsync(email, "elevenchars");

        Assert.Refuses("password", page);
        Assert.Equal(email, page.Field("email").Value);
        Assert.DoesNotContain("elevenchars", page.Html);
        Assert.Null(browser.Session);
        Assert.Null(await UserOf(email));
    }

    [Fact]
    public async Task A_password_that_is_repeated_differently_is_refused()
    {
        var email = TestApp.NewAddress();

        var page = await app.NewBrowser().SubmitAsync(
            AccountPaths.Register, new { email, TestApp.Password, passwordConfirmation = TestApp.Password.ToUpperInvariant() });

        Assert.Refuses("passwordConfirmation", page);
        Assert.Null(await UserOf(email));
    }

    [Fact]
    public async Task All_fields_are_needed()
    {
        var page = await app.NewBrowser().SubmitAsync(AccountPaths.Register, new { email = "", password = "", passwordConfirmation = "" });

        Assert.Refuses("email", page);
        Assert.Refuses("password", page);
        Assert.Refuses("passwordConfirmation", page);
    }

    [Fact]
    public async Task What_is_no_address_is_refused()
    {
        var page = await app.NewBrowser().RegisterAsync("alice.example.com");

        Assert.Refuses("email", page);
        Assert.Equal("alice.example.com", page.Field("email").Value);
    }

    [Fact, Trait("Attack", "A80")]
    public async Task The_address_is_kept_as_it_was_typed_but_for_its_domain()
    {
        var email = TestApp.NewAddress();
        await app.NewBrowser().RegisterAsync($" {email.Replace("user", "Alice").Replace("example.com", "Bücher.Example")} ");

        var stored = await app.Db(db => db.Set<User>().Select(user => user.Email).OrderByDescending(address => address).ToListAsync());

        Assert.Contains(email.Replace("user", "Alice").Replace("example.com", "xn--bcher-kva.example"), stored);
    }

    [Fact, Trait("Attack", "A77")]
    public async Task Nothing_but_the_fields_of_the_form_counts()
    {
        var email = TestApp.NewAddress();
        var browser = app.NewBrowser();
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
        var browser = app.NewBrowser();
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
