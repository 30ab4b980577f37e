using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class RegistrationTests
{
    [Fact]
    public async Task It_creates_an_account_and_signs_in_to_it()
    {
        var email = TestApp.NewAddress();
        var visitor = app.NewVisitor();

        Assert.Succeeds(await visitor.RegisterAsync(email));

        Assert.Contains(email, await visitor.ReadAccountAsync());
        Assert.Equal(app.Clock.GetUtcNow(), (await UserOf(email))!.CreatedAt);
        Assert.False(app.Keeps(TestApp.Password));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(email));
    }

    [Theory, Trait("Attack", "A80")]
    [InlineData("{0}")]
    [InlineData("{1}")]
    [InlineData(" {0} ")]
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

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.CreateAsync(email, "a password of somebody else")));

        Assert.IsRefusedFor("email", await visitor.RegisterAsync(email));
        Assert.Null(visitor.Session);
    }
}
