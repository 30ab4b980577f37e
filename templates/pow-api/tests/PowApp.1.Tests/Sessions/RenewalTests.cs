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
    public async Task Twenty_at_once_get_the_same_pair()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);

        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Copy().RenewAsync()));

            client.Tokens = Assert.Single(answers.Select(answer => answer.Tokens).Distinct());
            Assert.True(await client.IsSignedInAsync());
        }

        Assert.Equal(1, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == alice.Id)));
    }

    [Fact, Trait("Attack", "A128")]
    public async Task A_token_that_comes_again_ends_the_session_and_its_owner_is_told()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        var thief = client.Copy();
        Assert.Succeeds(await client.RenewAsync());
        app.Clock.Advance(app.Accounts.Sessions.RenewalGrace);

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await thief.RenewAsync());

        Assert.False(await client.IsSignedInAsync());
        Assert.False(await thief.IsSignedInAsync());
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await client.RenewAsync());
        Assert.Contains(await app.Mailbox.ToAsync(alice.Email), mail => mail.Subject == "Someone may have copied your session");
    }

    [Fact, Trait("Attack", "A128")]
    public async Task A_token_of_long_ago_ends_the_session()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var thief = client.Copy();
        for (var renewal = 0; renewal < 3; renewal++) Assert.Succeeds(await client.RenewAsync());

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await thief.RenewAsync());

        Assert.False(await client.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A128")]
    public async Task A_false_secret_of_its_family_ends_the_session()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var (family, _) = RenewalToken.Parse(client.Tokens!.RenewalToken);

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await RenewWithAsync($"{family:N}.{Secret.New()}"));

        Assert.False(await client.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A119")]
    public async Task The_id_of_a_session_is_not_enough_to_end_it()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        var id = (await client.GetAsync(ApiPaths.Session)).Json.GetProperty("id").GetGuid();

        foreach (var name in new[] { $"{id:N}", $"{id}" })
            Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await RenewWithAsync($"{name}.{Secret.New()}"));

        Assert.True(await client.IsSignedInAsync());
        Assert.Succeeds(await client.RenewAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A119")]
    public async Task A_family_is_one_sessions_own_and_stays_with_it()
    {
        var alice = await app.NewUser();
        var (client, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        var (family, _) = RenewalToken.Parse(client.Tokens!.RenewalToken);

        foreach (var next in new[] { await client.RenewAsync(), await client.ReauthenticateAsync() })
            Assert.Equal(family, RenewalToken.Parse(next.Tokens!.RenewalToken).Family);

        Assert.NotEqual(family, RenewalToken.Parse(other.Tokens!.RenewalToken).Family);
    }

    [Fact, Trait("Attack", "A128")]
    public async Task The_other_sessions_of_the_user_go_on()
    {
        var alice = await app.NewUser();
        var (client, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        var thief = client.Copy();
        Assert.Succeeds(await thief.RenewAsync());
        app.Clock.Advance(app.Accounts.Sessions.RenewalGrace);

        Assert.False((await client.RenewAsync()).Succeeded);

        Assert.Succeeds(await other.RenewAsync());
    }

    /// <summary>The response of the first request may have been lost.</summary>
    [Fact, Trait("Attack", "A98")]
    public async Task Within_the_grace_a_used_token_brings_the_same_tokens_again()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var late = client.Copy();
        Assert.Succeeds(await client.RenewAsync());
        app.Clock.Advance(app.Accounts.Sessions.RenewalGrace - _second);

        Assert.Succeeds(await late.RenewAsync());

        Assert.Equal(client.Tokens, late.Tokens);
        Assert.True(await client.IsSignedInAsync());
        Assert.Succeeds(await client.RenewAsync());
    }

    [Fact, Trait("Attack", "A128")]
    public async Task Only_until_the_new_token_is_used()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var late = client.Copy();
        Assert.Succeeds(await client.RenewAsync());
        Assert.Succeeds(await client.RenewAsync());

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await late.RenewAsync());

        Assert.False(await client.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A28")]
    public async Task A_session_that_ends_while_it_is_renewed_stays_ended()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var other = client.Copy();

        app.Database.BeforeNextUpdate(() => other.SignOutAsync());
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await client.RenewAsync());

        Assert.False(await client.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A28")]
    public async Task A_renewal_beside_a_change_of_the_password_brings_nothing()
    {
        var alice = await app.NewUser();
        var (client, owner) = (await app.SignedInAs(alice), await app.SignedInAs(alice));

        app.Database.BeforeNextUpdate(() => owner.ChangePasswordAsync());
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await client.RenewAsync());

        Assert.False(await client.IsSignedInAsync());
        Assert.True(await owner.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A28")]
    public async Task Reauthenticating_beside_a_change_of_the_password_brings_nothing()
    {
        var alice = await app.NewUser();
        var (client, owner) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        var newcomer = app.NewVisitor();

        app.Database.BeforeNextUpdate(() => owner.ChangePasswordAsync());
        Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await client.ReauthenticateAsync());
        app.Database.BeforeNextSave(() => owner.ChangePasswordAsync(TestApp.Password, TestApp.NewPassword));
        await newcomer.SignInAsync(alice, TestApp.NewPassword);

        Assert.False(await newcomer.IsSignedInAsync());
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await newcomer.RenewAsync());
    }

    [Fact, Trait("Attack", "A28")]
    public async Task Giving_the_password_beside_a_sign_out_revives_nothing()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        Assert.True(await client.IsSignedInAsync());
        var other = client.Copy();

        app.Database.BeforeNextUpdate(() => other.SignOutAsync());
        Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await client.ReauthenticateAsync());

        Assert.False(await client.IsSignedInAsync());
        Assert.Equal(0, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == alice.Id)));
    }

    [Theory, Trait("Attack", "A50")]
    [InlineData("bogus")]
    [InlineData(".")]
    [InlineData("{0}.")]
    [InlineData("{0}.{1}=")]
    [InlineData("{0}.{1}.{1}")]
    [InlineData("{0}{1}")]
    [InlineData("{1}")]
    [InlineData(".{1}")]
    [InlineData("{0}.{1}%00")]
    [InlineData("{0}%2E{1}")]
    public async Task What_is_no_token_renews_nothing(string odd)
    {
        var client = await app.SignedInAs(await app.NewUser());
        var parts = client.Tokens!.RenewalToken.Split('.');

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await RenewWithAsync(string.Format(odd, parts[0], parts[1])));
    }

    [Fact, Trait("Attack", "A119")]
    public async Task A_secret_renews_its_own_session_alone()
    {
        var (alice, mallory) = (await app.SignedInAs(await app.NewUser()), await app.SignedInAs(await app.NewUser()));
        var mixed = $"{alice.Tokens!.RenewalToken.Split('.')[0]}.{mallory.Tokens!.RenewalToken.Split('.')[1]}";

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await RenewWithAsync(mixed));

        Assert.Succeeds(await mallory.RenewAsync());
    }

    private Task<Answer> RenewWithAsync(string renewalToken) => app.NewVisitor().PostAsync($"{ApiPaths.Session}/renew", new { renewalToken });
}
