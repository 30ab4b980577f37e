using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>How the API answers who changes an address, and who confirms one.</summary>
public sealed class ConfirmEmailEndpointTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();

    [Fact, Trait("Attack", "A61")]
    public async Task A_change_is_202_and_leaves_the_account_and_the_tokens_as_they_are()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);

        var answer = await client.ChangeEmailAsync(_email);

        Assert.Equal((HttpStatusCode.Accepted, ""), (answer.Status, answer.Body));
        var account = await client.GetAsync(ApiPaths.Account);
        Assert.Equal((alice.Email, _email), (account.Text("email"), account.Text("pendingEmail")));
    }

    [Fact, Trait("Attack", "A122")]
    public async Task It_needs_a_fresh_session()
    {
        var client = await app.SignedInAs(await app.NewUser());
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);

        Assert.IsProblem(HttpStatusCode.Forbidden, "reauthentication_required", await client.ChangeEmailAsync(_email));

        await client.ReauthenticateAsync();
        Assert.Succeeds(await client.ChangeEmailAsync(_email));
    }

    [Fact, Trait("Attack", "A61")]
    public async Task The_token_counts_with_an_access_token_of_the_account_or_with_its_password()
    {
        var (client, other) = (await app.SignedInAs(await app.NewUser()), await app.SignedInAs(await app.NewUser()));
        var token = await TokenOfChangeAsync(client);

        foreach (var stranger in new[] { app.NewVisitor(), other })
        {
            Assert.Refuses("password", await stranger.PostAsync(ApiPaths.ConfirmEmail, new { token }));
            Assert.Refuses("password", await stranger.ConfirmEmailAsync(token, "not her password"));
        }

        Assert.Succeeds(await client.PostAsync(ApiPaths.ConfirmEmail, new { token }));
    }

    [Fact, Trait("Attack", "A09")]
    public async Task A_token_is_good_for_204_and_then_for_422()
    {
        var token = await TokenOfChangeAsync(await app.SignedInAs(await app.NewUser()));
        var client = app.NewVisitor();

        var answer = await client.ConfirmEmailAsync(token);
        Assert.Equal((HttpStatusCode.NoContent, ""), (answer.Status, answer.Body));
        Assert.Null(client.Tokens);

        Assert.Refuses("token", await client.ConfirmEmailAsync(token));
        Assert.Refuses("token", await client.ConfirmEmailAsync(Secret.New()));
        Assert.Refuses("token", await client.ConfirmEmailAsync(""));
    }

    [Fact, Trait("Attack", "A19")]
    public async Task The_tokens_of_all_devices_end_those_of_the_one_that_confirms_too()
    {
        var alice = await app.NewUser();
        var (client, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));

        Assert.Succeeds(await client.ConfirmEmailAsync(await TokenOfChangeAsync(client)));

        foreach (var ended in new[] { client, other })
        {
            Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await ended.GetAsync(ApiPaths.Session));
            Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await ended.RenewAsync());
        }
    }

    [Fact, Trait("Attack", "A95")]
    public async Task A_change_to_an_address_that_somebody_took_meanwhile_is_refused_for_the_address()
    {
        var token = await TokenOfChangeAsync(await app.SignedInAs(await app.NewUser()));
        await app.NewUser(email: _email);

        var answer = await app.NewVisitor().ConfirmEmailAsync(token);

        Assert.Refuses("token", answer);
        Assert.Equal("An account with this email already exists.", answer.ErrorOf("token"));
    }

    [Fact, Trait("Attack", "A105")]
    public async Task Tokens_cannot_be_tried_out()
    {
        var client = app.NewVisitor();
        for (var i = 0; i < app.Accounts.Throttling.WrongLinksPerMinute; i++) Assert.Refuses("token", await client.ConfirmEmailAsync(Secret.New()));

        Assert.MustWait(TimeSpan.FromMinutes(1), await client.ConfirmEmailAsync(Secret.New()));
    }

    private async Task<string> TokenOfChangeAsync(ApiClient client)
    {
        Assert.Succeeds(await client.ChangeEmailAsync(_email));
        return (await app.Mailbox.ToAsync(_email))[^1].Secret;
    }
}
