using System.Net;

namespace PowApp._1.Tests;

/// <summary>While the database is away, no answer says that something was done that was not.</summary>
public sealed class OutageProblemTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A35")]
    public async Task A_token_is_good_from_memory_for_seconds_only()
    {
        var client = await app.SignedInAs(await app.NewUser());
        Assert.True(await client.IsSignedInAsync());

        using var outage = app.Database.Outage();
        Assert.True(await client.IsSignedInAsync());

        app.Clock.Advance(app.Accounts.Sessions.CacheFor);
        AssertIsUnavailable(await client.GetAsync(ApiPaths.Session));
    }

    [Fact, Trait("Attack", "A35")]
    public async Task No_tokens_are_given_for_a_session_that_was_not_saved()
    {
        var alice = await app.NewUser();
        var client = app.NewVisitor();
        using var outage = app.Database.Outage();

        AssertIsUnavailable(await client.SignInAsync(alice));

        Assert.Null(client.Tokens);
    }

    [Fact, Trait("Attack", "A36")]
    public async Task A_renewal_that_was_not_saved_can_be_tried_again()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var tokens = client.Tokens;

        using (app.Database.Outage())
        {
            AssertIsUnavailable(await client.RenewAsync());
        }

        Assert.Equal(tokens, client.Tokens);
        Assert.True(await client.IsSignedInAsync());
        Assert.Succeeds(await client.RenewAsync());
    }

    [Fact, Trait("Attack", "A36")]
    public async Task Nobody_is_told_that_a_session_ended_that_did_not()
    {
        var alice = await app.NewUser();
        var (client, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));

        using (app.Database.Outage())
        {
            AssertIsUnavailable(await client.SignOutAsync());
            AssertIsUnavailable(await client.DeleteAsync(ApiPaths.Sessions));
            AssertIsUnavailable(await client.DeleteAccountAsync());
        }

        Assert.True(await client.IsSignedInAsync());
        Assert.True(await other.IsSignedInAsync());
    }

    private static void AssertIsUnavailable(Answer answer) => Assert.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable", answer);
}
