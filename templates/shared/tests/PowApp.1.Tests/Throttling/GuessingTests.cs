using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Whoever guesses at passwords has to wait, ever longer.</summary>
public sealed class GuessingTests(GuessedApp app) : IClassFixture<GuessedApp>
{
    private const string Wrong = "not the password";

    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact, Trait("Attack", "A101")]
    public async Task After_some_wrong_passwords_even_the_right_one_has_to_wait()
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();
        await GuessAsync(visitor, alice.Email!, Limits.FreeFailures);

        Assert.IsToWait(Limits.FirstWait, await visitor.SignInAsync(alice.Email!));
        app.Clock.Advance(Limits.FirstWait);
        Assert.Succeeds(await visitor.SignInAsync(alice.Email!));
    }

    [Fact, Trait("Attack", "A101")]
    public async Task Each_further_one_doubles_the_wait_up_to_the_longest()
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();
        await GuessAsync(visitor, alice.Email!, Limits.FreeFailures);

        for (var wait = Limits.FirstWait; wait < 4 * Limits.LongestWait; wait *= 2)
        {
            var bounded = wait < Limits.LongestWait ? wait : Limits.LongestWait;
            Assert.IsToWait(bounded, await visitor.SignInAsync(alice.Email!, Wrong));
            app.Clock.Advance(bounded);
            Assert.IsRefused(await visitor.SignInAsync(alice.Email!, Wrong));
        }
    }

    [Fact, Trait("Attack", "A101")]
    public async Task Of_many_guesses_at_once_no_more_are_looked_at()
    {
        var alice = await app.NewUser();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.NewVisitor().ComesFrom("203.0.113.9").SignInAsync(alice.Email!, Wrong)));

        Assert.Equal(Limits.FreeFailures, answers.Count(answer => answer.IsRefused));
        Assert.Equal(20 - Limits.FreeFailures, answers.Count(answer => answer.Status is HttpStatusCode.TooManyRequests));
    }

    [Fact, Trait("Attack", "A101")]
    public async Task Two_at_the_very_same_moment_count_as_two()
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();
        await GuessAsync(visitor, alice.Email!, Limits.FreeFailures - 2);

        app.Database.BeforeNextAttempt(() => GuessAsync(visitor, alice.Email!, 1));
        await GuessAsync(visitor, alice.Email!, 1);

        Assert.IsToWait(Limits.FirstWait, await visitor.SignInAsync(alice.Email!));
    }

    [Fact, Trait("Attack", "A101")]
    public async Task The_right_password_in_time_starts_the_count_afresh()
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();
        await GuessAsync(visitor, alice.Email!, Limits.FreeFailures - 1);
        await visitor.SignInAsync(alice.Email!);

        await GuessAsync(app.NewVisitor(), alice.Email!, Limits.FreeFailures);
    }

    [Fact, Trait("Attack", "A101")]
    public async Task A_day_without_a_guess_starts_the_count_afresh()
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();
        await GuessAsync(visitor, alice.Email!, Limits.FreeFailures);

        app.Clock.Advance(Limits.FailuresCountFor);

        await GuessAsync(visitor, alice.Email!, Limits.FreeFailures);
    }

    [Fact, Trait("Attack", "A101")]
    public async Task A_restart_does_not_start_the_count_afresh()
    {
        var visitor = app.NewVisitor();
        var email = TestApp.NewAddress();
        await GuessAsync(visitor.ComesFrom("203.0.113.7"), email, Limits.FreeFailures);

        await using var restarted = app.WithWebHostBuilder(_ => { });

        Assert.IsToWait(Limits.FirstWait, await visitor.CopyTo(restarted).ComesFrom("203.0.113.7").SignInAsync(email, Wrong));
    }

    [Fact, Trait("Attack", "A101")]
    public async Task The_password_of_who_is_signed_in_cannot_be_guessed_either()
    {
        var alice = await app.NewUser();
        var thief = await app.SignedInAs(alice);

        for (var i = 0; i < Limits.FreeFailures; i++) Assert.IsRefused(await thief.ReauthenticateAsync(Wrong));

        Assert.IsToWait(Limits.FirstWait, await thief.ReauthenticateAsync());
        Assert.IsToWait(Limits.FirstWait, await thief.ChangePasswordAsync());
    }

    [Fact, Trait("Attack", "A11")]
    public async Task An_address_without_an_account_is_counted_like_one_with()
    {
        var (known, unknown) = ((await app.NewUser()).Email!, TestApp.NewAddress());

        Assert.Equal(await AnswersAsync(known), await AnswersAsync(unknown));

        async Task<List<string>> AnswersAsync(string email)
        {
            var visitor = app.NewVisitor();
            var answers = new List<string>();
            for (var i = 0; i < 12; i++) answers.Add((await visitor.SignInAsync(email, Wrong)).ShapeWithout(email));
            return answers;
        }
    }

    [Fact, Trait("Attack", "A102")]
    public async Task Many_accounts_from_one_source_are_too_many_even_with_an_own_one_in_between()
    {
        const string Source = "198.51.100.7";
        var alice = await app.NewUser();
        var visitor = app.NewVisitor().ComesFrom(Source);

        for (var i = 1; i < Limits.SignInsPerMinute; i++) Assert.IsRefused(await visitor.SignInAsync(TestApp.NewAddress(), Wrong));
        Assert.Succeeds(await visitor.SignInAsync(alice.Email!));

        Assert.IsToWait(TimeSpan.FromMinutes(1), await app.NewVisitor().ComesFrom(Source).SignInAsync(TestApp.NewAddress(), Wrong));
    }

    [Theory, Trait("Attack", "A103")]
    [InlineData("ALICE@EXAMPLE.COM", "203.0.113.7")]
    [InlineData("  alice@example.com  ", "203.0.113.7")]
    [InlineData("alice@example.com", "::ffff:203.0.113.7")]
    public async Task One_address_and_one_source_stay_one_however_they_are_written(string email, string source)
    {
        await using var own = new TestApp();
        await GuessAsync(own.NewVisitor().ComesFrom("203.0.113.7"), "alice@example.com", own.Accounts.Throttling.FreeFailures);

        Assert.IsToWait(own.Accounts.Throttling.FirstWait, await own.NewVisitor().ComesFrom(source).SignInAsync(email, Wrong));
    }

    [Fact, Trait("Attack", "A103")]
    public async Task A_network_of_IPv6_is_one_source()
    {
        var email = TestApp.NewAddress();
        for (var i = 0; i < Limits.FreeFailures; i++) await app.NewVisitor().ComesFrom($"2001:db8:1:2::{i}").SignInAsync(email, Wrong);

        Assert.IsToWait(Limits.FirstWait, await app.NewVisitor().ComesFrom("2001:db8:1:2:ffff::1").SignInAsync(email, Wrong));
        Assert.IsRefused(await app.NewVisitor().ComesFrom("2001:db8:1:3::1").SignInAsync(email, Wrong));
    }

    [Fact, Trait("Attack", "A104")]
    public async Task From_many_sources_they_are_too_many_until_a_day_has_passed()
    {
        var alice = await app.NewUser();
        await GuessFromEverywhereAsync(alice);

        Assert.IsToWait(Limits.FailuresCountFor, await app.NewVisitor().SignInAsync(alice.Email!));

        app.Clock.Advance(Limits.FailuresCountFor);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
    }

    [Fact, Trait("Attack", "A117")]
    public async Task The_log_tells_of_it()
    {
        var visitor = app.NewVisitor();
        var email = TestApp.NewAddress();
        await GuessAsync(visitor, email, Limits.FreeFailures);

        Assert.Contains(nameof(AccountEvent.AttemptsLimited), await app.Log.Of(() => visitor.SignInAsync(email, Wrong)));
    }

    private static async Task GuessAsync(Visitor visitor, string email, int times)
    {
        for (var i = 0; i < times; i++) Assert.IsRefused(await visitor.SignInAsync(email, Wrong));
    }

    private async Task GuessFromEverywhereAsync(User user)
    {
        for (var i = 0; i < Limits.MostFailures; i += Limits.FreeFailures) await GuessAsync(app.NewVisitor(), user.Email!, Limits.FreeFailures);
    }
}

/// <summary>An app that fewer guesses close, for speed: how many they are in earnest, <see cref="ShippedNumbersTests"/> knows.</summary>
public sealed class GuessedApp : TestApp
{
    public GuessedApp() => Settings["Accounts:Throttling:MostFailures"] = "20";
}
