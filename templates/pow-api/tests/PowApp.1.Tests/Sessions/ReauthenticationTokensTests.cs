using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What giving the password again does to the tokens of a client.</summary>
public sealed class ReauthenticationTokensTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly string[] _sensitive = [ApiPaths.Account, ApiPaths.Sessions, $"{ApiPaths.Sessions}/{Guid.Empty}"];

    private readonly SessionLimits _limits = app.Accounts.Sessions;

    [Fact, Trait("Attack", "A122")]
    public async Task Deleting_and_ending_sessions_ask_for_the_password_if_it_was_given_long_ago()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        app.Clock.Advance(_limits.FreshFor);
        var other = await app.SignedInAs(alice);

        foreach (var path in _sensitive)
            Assert.IsProblem(HttpStatusCode.Forbidden, "reauthentication_required", await client.DeleteAsync(path));
        Assert.True(await other.IsSignedInAsync());

        Assert.Succeeds(await client.ReauthenticateAsync());
        Assert.Succeeds(await client.DeleteAsync(ApiPaths.Sessions));
        Assert.False(await other.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A122")]
    public async Task Renewing_does_not_count_as_giving_the_password()
    {
        var client = await app.SignedInAs(await app.NewUser());
        app.Clock.Advance(_limits.FreshFor);
        Assert.Succeeds(await client.RenewAsync());

        Assert.IsProblem(HttpStatusCode.Forbidden, "reauthentication_required", await client.DeleteAccountAsync());
    }

    [Fact, Trait("Attack", "A122")]
    public async Task The_session_goes_on_with_new_tokens_and_the_ones_before_are_over()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var before = client.Copy();
        var id = (await client.GetAsync(ApiPaths.Session)).Text("id");
        app.Clock.Advance(_limits.FreshFor);

        var answer = await client.ReauthenticateAsync();

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(app.Clock.GetUtcNow() + _limits.IdleTimeout, answer.Tokens!.RenewalTokenExpiresAt);
        Assert.Equal(id, (await client.GetAsync(ApiPaths.Session)).Text("id"));
        Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await before.GetAsync(ApiPaths.Session));
        Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await before.ReauthenticateAsync());
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await before.RenewAsync());
        Assert.Succeeds(await client.RenewAsync());
    }

    /// <summary>Whoever has a copy of the tokens from before must have taken it.</summary>
    [Fact, Trait("Attack", "A128")]
    public async Task A_renewal_token_of_before_ends_the_session_later()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var thief = client.Copy();
        Assert.Succeeds(await client.ReauthenticateAsync());
        app.Clock.Advance(_limits.RenewalGrace);

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await thief.RenewAsync());

        Assert.False(await client.IsSignedInAsync());
    }

    [Theory, Trait("Attack", "A122")]
    [InlineData("")]
    [InlineData("not her password")]
    [InlineData("a password of his own")]
    public async Task A_password_that_is_not_the_users_changes_nothing(string password)
    {
        await app.NewUser("a password of his own");
        var client = await app.SignedInAs(await app.NewUser());
        var tokens = client.Tokens;
        app.Clock.Advance(_limits.FreshFor);

        var answer = await client.ReauthenticateAsync(password);

        if (password is "") Assert.Refuses("password", answer);
        else Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_credentials", answer);
        Assert.Equal(tokens, client.Tokens);
        Assert.True(await client.IsSignedInAsync());
        Assert.IsProblem(HttpStatusCode.Forbidden, "reauthentication_required", await client.DeleteAccountAsync());
    }
}
