using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Who is signed in can give the password again, whatever strangers have tried.</summary>
public sealed class SignedInGuessingTests(GuessedApp app) : IClassFixture<GuessedApp>
{
    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact, Trait("Attack", "A104")]
    public async Task From_everywhere()
    {
        var alice = await app.NewUser();
        var client = await app.VisitorAs(alice);

        for (var i = 0; i < Limits.MostFailures; i++) Assert.IsRefused(await app.NewVisitor().SignInAsync(alice.Email!, "not the password"));

        Assert.Succeeds(await client.ReauthenticateAsync());
    }

    [Fact, Trait("Attack", "A104")]
    public async Task In_the_same_network()
    {
        const string Source = "198.51.100.8";
        var alice = await app.NewUser();
        var client = (await app.VisitorAs(alice)).ComesFrom(Source);

        for (var i = 0; i < Limits.FreeFailures; i++)
            Assert.IsRefused(await app.NewVisitor().ComesFrom(Source).SignInAsync(alice.Email!, "not the password"));

        Assert.Succeeds(await client.ReauthenticateAsync());
    }
}
