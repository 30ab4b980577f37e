using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Who is signed in can give the password again, whatever strangers have tried.</summary>
public sealed class SignedInGuessingTests(GuessedApp app) : IClassFixture<GuessedApp>
{
    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact, Trait("Attack", "A104")]
    public async Task Guesses_from_everywhere_keep_nobody_out_who_is_signed_in()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);

        await GuessFromEverywhereAsync(alice);

        Assert.Succeeds(await client.ReauthenticateAsync());
    }

    [Fact, Trait("Attack", "A104")]
    public async Task Guesses_from_the_same_network_keep_nobody_out_who_is_signed_in()
    {
        const string Source = "198.51.100.8";
        var alice = await app.NewUser();
        var client = (await app.SignedInAs(alice)).ComesFrom(Source);

        for (var i = 0; i < Limits.FreeFailures; i++)
            Assert.IsRefused(await app.NewVisitor().ComesFrom(Source).SignInAsync(alice.Email!, "not the password"));

        Assert.Succeeds(await client.ReauthenticateAsync());
    }

    [Fact, Trait("Attack", "A104")]
    public async Task Who_is_signed_in_as_somebody_else_is_kept_out()
    {
        var (alice, mallory) = (await app.NewUser(), await app.NewUser());
        var client = await app.SignedInAs(mallory);

        await GuessFromEverywhereAsync(alice);

        Assert.MustWait(Limits.FailuresCountFor, await client.SignInAsync(alice.Email!));
    }

    private async Task GuessFromEverywhereAsync(User user)
    {
        for (var i = 0; i < Limits.MostFailures; i++) Assert.IsRefused(await app.NewVisitor().SignInAsync(user.Email!, "not the password"));
    }
}
