using System.Net;

namespace PowApp._1.Tests;

/// <summary>While the database is away nobody gets in, and nothing is done by half.</summary>
public sealed class OutageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A35")]
    public async Task Nobody_is_let_in_and_the_session_outlives_it()
    {
        var visitor = await app.SignedInAs(await app.NewUser());

        using (app.Database.Outage())
        {
            Assert.False(await visitor.IsSignedInAsync());
        }

        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A35")]
    public async Task A_session_is_good_from_memory_for_seconds_only()
    {
        var visitor = await app.SignedInAs(await app.NewUser());
        Assert.True(await visitor.IsSignedInAsync());

        using var outage = app.Database.Outage();
        app.Clock.Advance(app.Accounts.Sessions.CacheFor);

        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task A_database_that_went_missing_is_not_replaced_by_an_empty_one()
    {
        await using var shop = new TestApp();
        var visitor = await shop.SignedInAs(await shop.NewUser());

        using (shop.Data.Missing())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await shop.AskHealthAsync()).Status);
            Assert.False(shop.Data.Exists);
        }

        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A36")]
    public async Task A_password_is_changed_with_all_that_belongs_to_it_or_not_at_all()
    {
        var alice = await app.NewUser();
        var (here, there) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        IDisposable? outage = null;

        app.Database.BeforeNextSave(() => Task.FromResult(outage = app.Database.Outage()));
        var answer = await here.ChangePasswordAsync();
        outage!.Dispose();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.True(await here.IsSignedInAsync());
        Assert.True(await there.IsSignedInAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
    }
}
