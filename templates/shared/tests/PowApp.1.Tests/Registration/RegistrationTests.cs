using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class RegistrationTests(TestApp app) : IClassFixture<TestApp>
{
#if (!EmailConfirmation)
    [Fact]
    public async Task It_creates_an_account_and_signs_in_to_it()
    {
        var email = TestApp.NewAddress();
        var visitor = app.NewVisitor();

        Assert.Succeeds(await visitor.RegisterAsync(email));

        Assert.Contains(email, await visitor.ReadAccountAsync());
        Assert.Equal(app.Clock.GetUtcNow(), (await UserOf(email))!.CreatedAt);
        Assert.False(app.Data.Keeps(TestApp.Password));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(email));
    }

    [Theory, Trait("Attack", "A80")]
    [InlineData("{0}")]
    [InlineData("{1}")]
    [InlineData(" {0} ")]
    [InlineData("\u00A0{1}\u200B")]
    public async Task An_address_has_one_account(string variant)
    {
        var alice = await app.NewUser();
        var email = string.Format(variant, alice.Email, alice.Email!.ToUpperInvariant());

        Assert.IsRefusedFor("email", await app.NewVisitor().RegisterAsync(email, "another password of hers"));

        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
    }

    [Fact, Trait("Attack", "A95")]
    public async Task Of_many_at_once_one_gets_the_address()
    {
        var email = TestApp.NewAddress();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => app.NewVisitor().RegisterAsync(i % 2 is 0 ? email : email.ToUpperInvariant())));

        Assert.Single(answers, answer => answer.Succeeded);
        Assert.All(answers.Where(answer => !answer.Succeeded), answer => Assert.IsRefusedFor("email", answer));
        Assert.Equal(1, await app.Db(db => db.Set<User>().CountAsync(user => user.NormalizedEmail == email)));
    }

    [Fact, Trait("Attack", "A95")]
    public async Task Whoever_is_a_moment_late_is_told_that_the_address_is_taken()
    {
        var email = TestApp.NewAddress();
        var visitor = app.NewVisitor();

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.CreateAsync(new(email, "a password of somebody else"))));

        Assert.IsRefusedFor("email", await visitor.RegisterAsync(email));
        Assert.Null(visitor.Session);
    }

#endif
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

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task All_fields_are_needed(string nothing)
    {
        var answer = await app.NewVisitor().RegisterAsync(nothing, nothing);

        Assert.Equal("Enter your email address.", answer.ErrorOf("email"));
        Assert.Equal("Choose a password.", answer.ErrorOf("password"));
        Assert.Equal("Enter the password again.", answer.ErrorOf("passwordConfirmation"));
    }

    [Theory]
    [InlineData("elevenchars", "Use at least 12 characters.")]
    [InlineData("passwordpassword", "This password is too common. Choose a different one.")]
    public async Task All_that_is_wrong_is_said_at_once(string password, string refusal)
    {
        var answer = await app.NewVisitor().RegisterAsync("no address", password, passwordConfirmation: "another password");

        Assert.Equal("Enter a valid email address, such as name@example.com.", answer.ErrorOf("email"));
        Assert.Equal(refusal, answer.ErrorOf("password"));
        Assert.Equal("The passwords don't match.", answer.ErrorOf("passwordConfirmation"));
    }

    /// <summary>One message for each, about what is missing and not about what differs.</summary>
    [Fact]
    public async Task What_is_missing_is_said_once()
    {
        var once = await app.NewVisitor().RegisterAsync(TestApp.NewAddress(), TestApp.Password, passwordConfirmation: "");
        var again = await app.NewVisitor().RegisterAsync(TestApp.NewAddress(), "", passwordConfirmation: TestApp.Password);

        Assert.Equal((null, "Enter the password again."), (once.ErrorOf("password"), once.ErrorOf("passwordConfirmation")));
        Assert.Equal(("Choose a password.", null), (again.ErrorOf("password"), again.ErrorOf("passwordConfirmation")));
    }

    [Theory]
    [InlineData("alice.example.com", "Enter a valid email address, such as name@example.com.")]
    [InlineData("\u200B\u00A0", "Enter your email address.")]
    public async Task What_is_no_address_is_refused(string email, string message)
    {
        var answer = await app.NewVisitor().RegisterAsync(email);

        Assert.IsRefusedFor("email", answer);
        Assert.Equal(message, answer.ErrorOf("email"));
    }

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
