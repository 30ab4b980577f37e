using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class RenewalTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task It_brings_new_tokens_and_ends_the_ones_before()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var before = client.Copy();

        Assert.Succeeds(await client.RenewAsync());

        Assert.NotEqual(before.Tokens, client.Tokens);
        Assert.True(await client.IsSignedInAsync());
        Assert.False(await before.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A98")]
    public async Task Of_twenty_at_once_one_gets_a_pair()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Copy().RenewAsync()));

        Assert.Single(answers, answer => answer.Succeeded);
        Assert.All(answers.Where(answer => !answer.Succeeded), answer => Assert.IsProblem(HttpStatusCode.Unauthorized, "renewal_superseded", answer));
        client.Tokens = answers.Single(answer => answer.Succeeded).Tokens;
        Assert.True(await client.IsSignedInAsync());
        Assert.Equal(1, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == alice.Id)));
    }

    [Fact, Trait("Attack", "A128")]
    public async Task A_token_that_comes_again_ends_the_session_and_its_owner_is_told()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        var thief = client.Copy();
        Assert.Succeeds(await client.RenewAsync());
        app.Clock.Advance(app.Accounts.Sessions.RenewalGrace + _second);

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await thief.RenewAsync());

        Assert.False(await client.IsSignedInAsync());
        Assert.False(await thief.IsSignedInAsync());
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await client.RenewAsync());
        Assert.Contains(await app.Mailbox.ToAsync(alice.Email), mail => mail.Subject == "Somebody may have copied your sign-in");
    }
}
