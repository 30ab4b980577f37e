using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Tests;

/// <summary>What a session is, whatever carries it.</summary>
public sealed class SessionTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A27")]
    public async Task Its_value_is_random_and_only_the_hash_is_kept()
    {
        var alice = await app.NewUser();
        var value = (await app.SignedInAs(alice)).Session!;

        Assert.Equal(32, Base64Url.DecodeFromChars(value).Length);
        Assert.Equal(
            SHA256.HashData(Encoding.UTF8.GetBytes(value)),
            await app.Db(db => db.Set<Session>().Where(session => session.UserId == alice.Id).Select(session => session.TokenHash).SingleAsync()));
        Assert.False(app.Data.Keeps(value));
    }

    [Fact, Trait("Attack", "A27")]
    public void No_two_values_are_the_same() => Assert.Distinct(Enumerable.Range(0, 10_000).Select(_ => Secret.New()));

    /// <summary>The row of a session is bound to one user and one state of that user's rights.</summary>
    [Fact, Trait("Attack", "A38")]
    public async Task A_row_that_was_tampered_with_opens_nothing()
    {
        var (alice, mallory) = (await app.NewUser(), await app.NewUser());
        var (stolen, stale) = (await app.SignedInAs(mallory), await app.SignedInAs(alice));

        await app.Db(db => db.Set<Session>()
            .Where(session => session.UserId == alice.Id).ExecuteUpdateAsync(row => row.SetProperty(session => session.SecurityStamp, "{\"$type\":\"x\"}")));
        await app.Db(db => db.Set<Session>()
            .Where(session => session.UserId == mallory.Id).ExecuteUpdateAsync(row => row.SetProperty(session => session.UserId, alice.Id)));

        Assert.False(await stolen.IsSignedInAsync());
        Assert.False(await stale.IsSignedInAsync());
    }

    [Fact]
    public async Task One_that_another_process_ended_is_over_here_within_seconds()
    {
        var visitor = await app.SignedInAs(await app.NewUser());
        await using var another = app.WithWebHostBuilder(_ => { });
        var elsewhere = visitor.CopyTo(another);
        Assert.True(await elsewhere.IsSignedInAsync());

        await visitor.SignOutAsync();

        app.Clock.Advance(app.Accounts.Sessions.CacheFor);
        Assert.False(await elsewhere.IsSignedInAsync());
    }

    /// <summary>Such as a role or a lock of your own.</summary>
    [Fact]
    public async Task What_changes_about_a_user_shows_in_every_one_at_once()
    {
        var alice = await app.NewUser();
        Visitor[] visitors = [await app.SignedInAs(alice), await app.SignedInAs(alice)];
        foreach (var visitor in visitors) Assert.Contains(alice.Email!, await visitor.ReadAccountAsync());
        var email = TestApp.NewAddress();

        await app.Db(async db =>
        {
            (await db.Set<User>().SingleAsync(user => user.Id == alice.Id)).Email = email;
            return await db.SaveChangesAsync();
        });

        foreach (var visitor in visitors) Assert.Contains(email, await visitor.ReadAccountAsync());
    }

    [Fact, Trait("Attack", "A37")]
    public async Task Those_that_are_over_are_cleared_away()
    {
        var alice = await app.NewUser();
        await app.SignedInAs(alice);
        app.Clock.Advance(app.Accounts.Sessions.AbsoluteTimeout + TimeSpan.FromSeconds(1));
        var visitor = await app.SignedInAs(alice);

        await app.With((Janitor janitor) => janitor.CleanAsync(TestContext.Current.CancellationToken));

        Assert.Equal(1, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == alice.Id)));
        Assert.True(await visitor.IsSignedInAsync());
    }
}
