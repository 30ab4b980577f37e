using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Who signed in from a browser before is not kept out of it by the guesses of others.</summary>
public sealed class DeviceTests(GuessedApp app) : IClassFixture<GuessedApp>
{
    private const string Wrong = "not the password";

    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact, Trait("Attack", "A104")]
    public async Task Guesses_from_everywhere_do_not_keep_out_whoever_signed_in_from_this_device_before()
    {
        var alice = await app.NewUser();
        var browser = await DeviceOf(alice);

        await GuessFromEverywhereAsync(alice);

        Assert.LeadsTo("/", await browser.SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A104")]
    public async Task Guesses_from_the_same_network_do_not_keep_this_device_out()
    {
        var alice = await app.NewUser();
        var browser = await DeviceOf(alice);

        await GuessAsync(app.NewVisitor().ComesFrom(browser.Address), alice);

        Assert.LeadsTo("/", await browser.SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A104")]
    public async Task A_device_has_its_own_count_and_waits_like_everybody()
    {
        var alice = await app.NewUser();
        var thief = await DeviceOf(alice);

        for (var i = 0; i < Limits.FreeFailures; i++) await thief.ComesFrom($"198.51.100.{i}").SignInAsync(alice, Wrong);

        Assert.MustWait(Limits.FirstWait, await thief.ComesFrom("198.51.100.200").SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A104")]
    public async Task The_device_of_one_user_is_a_stranger_to_another()
    {
        var (alice, mallory) = (await app.NewUser(), await app.NewUser());
        var browser = await DeviceOf(mallory);
        await GuessFromEverywhereAsync(alice);

        Assert.MustWait(Limits.FailuresCountFor, await browser.SignInAsync(alice));
    }

    private async Task<Browser> DeviceOf(User user)
    {
        var browser = app.NewVisitor();
        await browser.SignInAsync(user);
        await browser.SignOutAsync();
        return browser;
    }

    private async Task GuessAsync(Browser browser, User user)
    {
        for (var i = 0; i < Limits.FreeFailures; i++) Assert.Refuses(await browser.SignInAsync(user, Wrong));
    }

    private async Task GuessFromEverywhereAsync(User user)
    {
        for (var i = 0; i < Limits.MostFailures; i += Limits.FreeFailures) await GuessAsync(app.NewVisitor(), user);
    }
}
