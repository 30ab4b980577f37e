using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PowApp._1.Accounts;
using Xunit.Sdk;

namespace PowApp._1.Tests;

/// <summary>What the log tells of tokens.</summary>
public sealed class RenewalEventsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A117")]
    public async Task A_renewal_says_whose_it_is_and_where_from()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        var session = (await client.GetAsync(Journeys.Session)).Text("id");
        client.ComesFrom("203.0.113.77");

        var log = await app.Log.Of(() => client.RenewAsync());

        Assert.Contains($"Information SessionRenewed SessionRenewed: user {alice.Id}, session {session}, source 203.0.113.77", log);
    }

    [Fact, Trait("Attack", "A117")]
    public async Task A_copy_that_is_found_leaves_a_warning()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        var thief = client.Copy();
        await client.RenewAsync();
        app.Clock.Advance(app.Accounts.Sessions.RenewalGrace);

        var log = await app.Log.Of(() => thief.RenewAsync());

        Assert.Contains($"Warning CopiedSessionEnded CopiedSessionEnded: user {alice.Id}", log);
    }

    /// <summary>Every app of these tests says so when it goes.</summary>
    [Fact, Trait("Attack", "A115")]
    public async Task A_line_that_tells_a_token_would_be_found()
    {
        var talkative = new TestApp();
        var client = await talkative.SignedInAs(await talkative.NewUser());
        var before = client.Tokens!;
        await client.RenewAsync();
        string[] tokens = [before.AccessToken, before.RenewalToken, client.Tokens!.AccessToken, client.Tokens.RenewalToken];

        foreach (var token in tokens) talkative.Services.GetRequiredService<ILogger<RenewalEventsTests>>().LogTrace("{Token}", token);

        var found = (await Assert.ThrowsAsync<FailException>(async () => await talkative.DisposeAsync())).Message;
        Assert.All(tokens, token => Assert.Contains(token, found));
    }
}
