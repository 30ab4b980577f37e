using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class PasswordHashTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory, Trait("Attack", "A91")]
    [InlineData("Pass phrase with spâce ", true)]
    [InlineData("Pass phrase with spa\u0302ce ", true)]
    [InlineData("Pass phrase with spâce", false)]
    [InlineData("pass phrase with spâce ", false)]
    [InlineData("Pass phrase with space ", false)]
    [InlineData(" Pass phrase with spâce ", false)]
    public async Task A_password_is_checked_to_the_letter_however_the_letter_was_composed(string typed, bool isRight)
    {
        string[] chosen = ["Pass phrase with spâce ", "Pass phrase with spa\u0302ce "];
        foreach (var password in chosen)
        {
            var visitor = app.NewVisitor();
            await visitor.SignInAsync((await app.NewUser(password)).Email!, typed);

            Assert.Equal(isRight, await visitor.IsSignedInAsync());
        }
    }

    [Fact, Trait("Attack", "A91")]
    public async Task A_long_password_counts_to_its_last_letter()
    {
        var alice = await app.NewUser("It is a truth universally acknowledged, that a single man in possession of a good fortune");

        Assert.IsRefused(await app.NewVisitor().SignInAsync(alice.Email!, "It is a truth universally acknowledged, that a single man in possession of a good fortun"));
    }

    [Fact]
    public async Task A_sign_in_hashes_anew_what_was_hashed_too_cheaply_and_signs_nobody_out()
    {
        var alice = await app.NewUser();
        var other = await app.SignedInAs(alice);
        await app.WeakenHashOf(alice);

        await app.NewVisitor().SignInAsync(alice.Email!, "not her password");
        Assert.Equal(TestApp.HashIterations / 2, await IterationsOf(alice));

        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
        Assert.Equal(TestApp.HashIterations, await IterationsOf(alice));
        Assert.True(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task Hashing_anew_does_not_bring_back_a_password_that_is_changed_at_this_moment()
    {
        var alice = await app.NewUser();
        await app.WeakenHashOf(alice);

        app.Database.BeforeNextUpdate(() => app.With((AccountService accounts) =>
            accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword)));
        await app.NewVisitor().SignInAsync(alice.Email!);

        Assert.IsRefused(await app.NewVisitor().SignInAsync(alice.Email!));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    /// <summary>
    /// So many rounds that a hash outweighs everything else, and the fastest of several runs: a refusal without a hash is faster by far.
    /// </summary>
    [Fact, Trait("Attack", "A05")]
    public async Task A_refusal_costs_a_hash_whoever_asks()
    {
        await using var costly = new TestApp { Settings = { ["Accounts:Password:HashIterations"] = "60000" } };
        var (alice, sol) = (await costly.NewUser(), await costly.NewUser());
        await costly.Db(db => db.Set<User>()
            .Where(user => user.Id == sol.Id).ExecuteUpdateAsync(row => row.SetProperty(user => user.PasswordHash, (string?)null)));
        var hasher = costly.Services.GetRequiredService<AccountPasswordHasher>();

        var times = await FastestAsync(
            () => Task.FromResult(hasher.HashPassword(alice, TestApp.Password)),
            () => RefuseAsync(TestApp.NewAddress()),
            () => RefuseAsync(alice.Email!),
            () => RefuseAsync(sol.Email!));

        Assert.All(times[1..], time => Assert.True(time > times[0] / 4, $"{time} is far less than the {times[0]} of a hash."));

        Task RefuseAsync(string email) => costly.With(async (PasswordVerifier passwords) =>
            Assert.Null(await passwords.VerifyAsync(email, "not the password")));
    }

    /// <summary>As above, for an account whose password was hashed when fewer rounds were enough.</summary>
    [Fact, Trait("Attack", "A157")]
    public async Task A_refusal_costs_the_hash_of_today_even_if_the_password_was_hashed_long_ago()
    {
        await using var costly = new TestApp { Settings = { ["Accounts:Password:HashIterations"] = "60000" } };
        var alice = await costly.NewUser();
        await costly.WeakenHashOf(alice);
        var hasher = costly.Services.GetRequiredService<AccountPasswordHasher>();

        var times = await FastestAsync(
            () => Task.FromResult(hasher.HashPassword(alice, TestApp.Password)),
            () => costly.With(async (PasswordVerifier passwords) => Assert.Null(await passwords.VerifyAsync(alice.Email!, "not the password"))));

        Assert.True(times[1] > times[0] / 4, $"{times[1]} is far less than the {times[0]} of a hash.");
    }

    [Fact, Trait("Attack", "A05")]
    public void The_hash_for_unknown_addresses_costs_what_every_other_does()
    {
        var hasher = app.Services.GetRequiredService<AccountPasswordHasher>();

        Assert.Equal(TestApp.IterationsOf(hasher.HashPassword(null!, TestApp.Password)), TestApp.IterationsOf(hasher.Decoy));
    }

    [Fact]
    public async Task Two_hashes_of_a_password_differ()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());

        Assert.NotEqual(alice.PasswordHash, bob.PasswordHash);
    }

    /// <summary>Identity's format V3 with HMAC-SHA512 and a salt of 128 bits.</summary>
    [Fact]
    public async Task The_hash_says_how_it_was_made()
    {
        var hash = Convert.FromBase64String((await app.NewUser()).PasswordHash!);

        Assert.Equal(1, hash[0]);
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
        Assert.Equal(16u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(9)));
        Assert.Equal(-1, Encoding.UTF8.GetString(hash).IndexOf(TestApp.Password, StringComparison.Ordinal));
    }

    private async Task<int> IterationsOf(User user) =>
        TestApp.IterationsOf((await app.Db(db => db.Set<User>().Where(row => row.Id == user.Id).Select(row => row.PasswordHash).SingleAsync()))!);

    // Turn by turn, so that what else the machine does meets all of them.
    private static async Task<TimeSpan[]> FastestAsync(params Func<Task>[] acts)
    {
        var fastest = acts.Select(_ => TimeSpan.MaxValue).ToArray();
        for (var run = 0; run < 5; run++)
        {
            for (var act = 0; act < acts.Length; act++)
            {
                var start = Stopwatch.GetTimestamp();
                await acts[act]();
                var time = Stopwatch.GetElapsedTime(start);
                if (time < fastest[act]) fastest[act] = time;
            }
        }

        return fastest;
    }
}
