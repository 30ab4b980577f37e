using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PowApp._1.Accounts;
using Xunit.Sdk;

namespace PowApp._1.Tests;

/// <summary>What the log tells of tokens, and that it tells none.</summary>
public sealed class TokenEventsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A117")]
    public async Task A_renewal_leaves_a_line_that_says_who_and_where_from()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        var session = (await client.GetAsync(ApiPaths.Session)).Text("id");
        client.ComesFrom("203.0.113.77");

        var log = await app.Log.Of(() => client.RenewAsync());

        Assert.Contains($"Information SessionRenewed SessionRenewed: user {alice.Id}, session {session}, source 203.0.113.77", log);
    }

    [Fact, Trait("Attack", "A117")]
    public async Task The_end_of_a_session_whose_token_was_copied_leaves_a_line()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var thief = client.Copy();
        Assert.Succeeds(await thief.RenewAsync());
        app.Clock.Advance(app.Accounts.Sessions.RenewalGrace);

        var log = await app.Log.Of(async () => Assert.Equal(HttpStatusCode.Unauthorized, (await client.RenewAsync()).Status));

        Assert.Contains("CopiedSessionEnded", log);
        Assert.DoesNotContain("SessionRenewed", log);
    }

    [Fact, Trait("Attack", "A117")]
    public async Task A_renewal_token_that_names_no_session_leaves_a_line()
    {
        var client = await app.SignedInAs(await app.NewUser());
        await client.SignOutAsync();

        Assert.Contains("Warning RenewalRefused", await app.Log.Of(() => client.RenewAsync()));
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

        foreach (var token in tokens) talkative.Services.GetRequiredService<ILogger<TokenEventsTests>>().LogTrace("{Secret}", token);

        var found = (await Assert.ThrowsAsync<FailException>(async () => await talkative.DisposeAsync())).Message;
        Assert.All(tokens, token => Assert.Contains(token, found));
    }

    [Fact, Trait("Attack", "A116")]
    public async Task What_a_stranger_sends_makes_no_line()
    {
        var client = app.NewVisitor();

        var log = await app.Log.Of(async () =>
        {
            client.Headers.TryAddWithoutValidation("Authorization", "Bearer {0} Information SessionStarted");
            await client.GetAsync(ApiPaths.Session);
            await client.GetAsync("/nothing%0d%0aInformation%20SessionStarted");
        });

        Assert.DoesNotContain("Information SessionStarted", log); // The path may stand there as it came, encoded.
    }
}
