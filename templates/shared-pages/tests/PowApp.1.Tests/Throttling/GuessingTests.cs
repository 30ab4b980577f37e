using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Whoever guesses at passwords has to wait, ever longer; whoever owns the account does not.</summary>
public sealed class GuessingTests(GuessedApp app) : IClassFixture<GuessedApp>
{
    private const string Wrong = "not the password";

    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact, Trait("Attack", "A101")]
    public async Task After_some_wrong_passwords_even_the_right_one_has_to_wait()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        await GuessAsync(browser, alice.Email!, Limits.FreeFailures);

        var page = await browser.SignInAsync(alice);

        Assert.MustWait(Limits.FirstWait, page);
        Assert.Equal(alice.Email, page.Field("email").Value);
        app.Clock.Advance(Limits.FirstWait);
        Assert.LeadsTo("/", await browser.SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A101")]
    public async Task Each_further_one_doubles_the_wait_up_to_the_longest()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        await GuessAsync(browser, alice.Email!, Limits.FreeFailures);

        for (var wait = Limits.FirstWait; wait < 4 * Limits.LongestWait; wait *= 2)
        {
            var bounded = wait < Limits.LongestWait ? wait : Limits.LongestWait;
            Assert.MustWait(bounded, await browser.SignInAsync(alice, Wrong));
            app.Clock.Advance(bounded);
            Assert.Refuses(await browser.SignInAsync(alice, Wrong));
        }
    }

    [Fact, Trait("Attack", "A101")]
    public async Task Of_many_guesses_at_once_no_more_are_looked_at()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        var form = await browser.GetAsync(AccountPaths.SignIn);

        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.SubmitAsync(form, new { alice.Email, Password = Wrong })));

        Assert.Equal(Limits.FreeFailures, pages.Count(page => page.Status is HttpStatusCode.UnprocessableEntity));
        Assert.Equal(20 - Limits.FreeFailures, pages.Count(page => page.Status is HttpStatusCode.TooManyRequests));
    }

    [Fact, Trait("Attack", "A101")]
    public async Task The_right_password_in_time_starts_the_count_afresh()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        await GuessAsync(browser, alice.Email!, Limits.FreeFailures - 1);
        await browser.SignInAsync(alice);

        await GuessAsync(app.NewBrowser(), alice.Email!, Limits.FreeFailures);
    }

    [Fact, Trait("Attack", "A101")]
    public async Task So_does_a_day_without_a_guess()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        await GuessAsync(browser, alice.Email!, Limits.FreeFailures);

        app.Clock.Advance(Limits.FailuresCountFor);

        await GuessAsync(browser, alice.Email!, Limits.FreeFailures);
    }

    [Fact, Trait("Attack", "A101")]
    public async Task A_restart_does_not()
    {
        var browser = app.NewBrowser();
        var email = TestApp.NewAddress();
        await GuessAsync(browser, email, Limits.FreeFailures);

        await using var restarted = app.WithWebHostBuilder(_ => { });

        Assert.MustWait(Limits.FirstWait, await browser.CopyTo(restarted).ComesFrom(browser.Address).SignInAsync(email, Wrong));
    }

    [Fact, Trait("Attack", "A101")]
    public async Task The_password_of_who_is_signed_in_cannot_be_guessed_either()
    {
        var alice = await app.NewUser();
        var thief = await app.SignedInAs(alice);

        for (var i = 0; i < Limits.FreeFailures; i++) Assert.Refuses("currentPassword", await thief.DeleteAccountAsync(Wrong));

        Assert.MustWait(Limits.FirstWait, await thief.DeleteAccountAsync());
        Assert.MustWait(Limits.FirstWait, await thief.ChangePasswordAsync());
        Assert.MustWait(Limits.FirstWait, await thief.SubmitAsync(AccountPaths.Reauthenticate, new { TestApp.Password }));
    }

    [Fact, Trait("Attack", "A11")]
    public async Task An_address_without_an_account_is_counted_like_one_with()
    {
        var (known, unknown) = ((await app.NewUser()).Email!, TestApp.NewAddress());

        Assert.Equal(await AnswersAsync(known), await AnswersAsync(unknown));

        async Task<List<string>> AnswersAsync(string email)
        {
            var browser = app.NewBrowser();
            var answers = new List<string>();
            for (var i = 0; i < 12; i++) answers.Add((await browser.SignInAsync(email, Wrong)).ShapeWithout(email));
            return answers;
        }
    }

    [Fact, Trait("Attack", "A102")]
    public async Task Many_accounts_from_one_source_are_too_many_even_with_an_own_one_in_between()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();

        for (var i = 1; i < Limits.SignInsPerMinute; i++) Assert.Refuses(await browser.SignInAsync(TestApp.NewAddress(), Wrong));
        Assert.LeadsTo("/", await browser.SignInAsync(alice));

        Assert.MustWait(TimeSpan.FromMinutes(1), await app.NewBrowser().ComesFrom(browser.Address).SignInAsync(TestApp.NewAddress(), Wrong));
    }

    [Theory, Trait("Attack", "A103")]
    [InlineData("ALICE@EXAMPLE.COM", "203.0.113.7")]
    [InlineData("  alice@example.com  ", "203.0.113.7")]
    [InlineData("alice@example.com", "::ffff:203.0.113.7")]
    public async Task One_address_and_one_source_stay_one_however_they_are_written(string email, string source)
    {
        await using var own = new TestApp();
        await GuessAsync(own.NewBrowser().ComesFrom("203.0.113.7"), "alice@example.com", own.Accounts.Throttling.FreeFailures);

        Assert.MustWait(own.Accounts.Throttling.FirstWait, await own.NewBrowser().ComesFrom(source).SignInAsync(email, Wrong));
    }

    [Fact, Trait("Attack", "A103")]
    public async Task A_network_of_IPv6_is_one_source()
    {
        var email = TestApp.NewAddress();
        for (var i = 0; i < Limits.FreeFailures; i++) await app.NewBrowser().ComesFrom($"2001:db8:1:2::{i}").SignInAsync(email, Wrong);

        Assert.MustWait(Limits.FirstWait, await app.NewBrowser().ComesFrom("2001:db8:1:2:ffff::1").SignInAsync(email, Wrong));
        Assert.Refuses(await app.NewBrowser().ComesFrom("2001:db8:1:3::1").SignInAsync(email, Wrong));
    }

    [Fact, Trait("Attack", "A104")]
    public async Task From_many_sources_they_are_too_many_until_a_day_has_passed()
    {
        var alice = await app.NewUser();
        await GuessFromEverywhereAsync(alice);

        Assert.MustWait(Limits.FailuresCountFor, await app.NewBrowser().SignInAsync(alice));

        app.Clock.Advance(Limits.FailuresCountFor);
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A104")]
    public async Task They_do_not_keep_out_whoever_signed_in_from_this_device_before()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        await browser.SignInAsync(alice);
        await browser.SignOutAsync();

        await GuessFromEverywhereAsync(alice);

        Assert.LeadsTo("/", await browser.SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A104")]
    public async Task Nor_does_somebody_in_the_same_network()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        await browser.SignInAsync(alice);
        await browser.SignOutAsync();

        await GuessAsync(app.NewBrowser().ComesFrom(browser.Address), alice.Email!, Limits.FreeFailures);

        Assert.LeadsTo("/", await browser.SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A104")]
    public async Task A_device_has_its_own_count_and_waits_like_everybody()
    {
        var alice = await app.NewUser();
        var thief = app.NewBrowser();
        await thief.SignInAsync(alice);
        await thief.SignOutAsync();

        for (var i = 0; i < Limits.FreeFailures; i++) await thief.ComesFrom($"198.51.100.{i}").SignInAsync(alice, Wrong);

        Assert.MustWait(Limits.FirstWait, await thief.ComesFrom("198.51.100.200").SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A104")]
    public async Task The_device_of_one_user_is_a_stranger_to_another()
    {
        var (alice, mallory) = (await app.NewUser(), await app.NewUser());
        var browser = app.NewBrowser();
        await browser.SignInAsync(mallory);
        await browser.SignOutAsync();
        await GuessFromEverywhereAsync(alice);

        Assert.MustWait(Limits.FailuresCountFor, await browser.SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A117")]
    public async Task The_log_tells_of_it()
    {
        var browser = app.NewBrowser();
        var email = TestApp.NewAddress();
        await GuessAsync(browser, email, Limits.FreeFailures);

        Assert.Contains(nameof(AccountEvent.AttemptsLimited), await app.Log.Of(() => browser.SignInAsync(email, Wrong)));
    }

    private static async Task GuessAsync(Browser browser, string email, int times)
    {
        for (var i = 0; i < times; i++) Assert.Refuses(await browser.SignInAsync(email, Wrong));
    }

    private async Task GuessFromEverywhereAsync(User user)
    {
        for (var i = 0; i < Limits.MostFailures; i += Limits.FreeFailures) await GuessAsync(app.NewBrowser(), user.Email!, Limits.FreeFailures);
    }
}

/// <summary>An app that fewer guesses close, for speed: how many they are in earnest, <see cref="ShippedNumbersTests"/> knows.</summary>
public sealed class GuessedApp : TestApp
{
    public GuessedApp() => Settings["Accounts:Throttling:MostFailures"] = "20";
}
