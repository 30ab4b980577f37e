using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class RegistrationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_password_that_is_too_short_is_refused()
    {
        var email = TestApp.NewAddress();
        var visitor = app.NewVisitor();

        var answer = await visitor.RegisterAsync(email, "elevenchars");

        Assert.IsRefusedFor("password", answer);
        Assert.DoesNotContain("elevenchars", answer.ToString());
        Assert.Null(visitor.Session);
        Assert.Null(await UserOf(email));
    }

    [Fact]
    public async Task A_password_that_is_repeated_differently_is_refused()
    {
        var email = TestApp.NewAddress();

        var answer = await app.NewVisitor().RegisterAsync(email, passwordConfirmation: TestApp.Password.ToUpperInvariant());

        Assert.IsRefusedFor("passwordConfirmation", answer);
        Assert.Null(await UserOf(email));
    }

    [Fact]
    public async Task All_fields_are_needed()
    {
        var answer = await app.NewVisitor().RegisterAsync("", "");

        Assert.IsRefusedFor("email", answer);
        Assert.IsRefusedFor("password", answer);
        Assert.IsRefusedFor("passwordConfirmation", answer);
    }

    [Fact]
    public async Task What_is_no_address_is_refused() =>
        Assert.IsRefusedFor("email", await app.NewVisitor().RegisterAsync("alice.example.com"));

    [Fact, Trait("Attack", "A80")]
    public async Task The_address_is_kept_as_it_was_typed_but_for_its_domain()
    {
        var email = TestApp.NewAddress();
        await app.NewVisitor().RegisterAsync($" {email.Replace("user", "Alice").Replace("example.com", "Bücher.Example")} ");

        var stored = await app.Db(db => db.Set<User>().Select(user => user.Email).OrderByDescending(address => address).ToListAsync());

        Assert.Contains(email.Replace("user", "Alice").Replace("example.com", "xn--bcher-kva.example"), stored);
    }

    private Task<User?> UserOf(string email) => app.Db(db => db.Set<User>().AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == email));
}
