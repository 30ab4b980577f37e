using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>How the API answers those who ask for a link, and those who have one.</summary>
public sealed class ResetPasswordEndpointTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A06")]
    public async Task Every_address_gets_202_and_an_empty_body()
    {
        var alice = await app.NewUser();

        foreach (var email in new[] { alice.Email!, alice.Email!, TestApp.NewAddress() })
        {
            var answer = await app.NewVisitor().AskToResetPasswordAsync(email);
            Assert.Equal((HttpStatusCode.Accepted, "", null), (answer.Status, answer.Body, answer.ContentType));
        }
    }

    [Fact, Trait("Attack", "A08")]
    public async Task A_token_is_good_for_204_and_then_for_422()
    {
        var client = app.NewVisitor();
        var token = await app.ResetSecretOf(await app.NewUser());

        var answer = await client.ResetPasswordAsync(token);
        Assert.Equal((HttpStatusCode.NoContent, ""), (answer.Status, answer.Body));
        Assert.Null(client.Tokens);

        Assert.Refuses("token", await client.ResetPasswordAsync(token));
        Assert.Refuses("token", await client.ResetPasswordAsync(Secret.New()));
        Assert.Refuses("token", await client.ResetPasswordAsync(""));
    }

    [Fact, Trait("Attack", "A20")]
    public async Task The_renewal_tokens_of_all_devices_end_too()
    {
        var alice = await app.NewUser();
        var other = await app.SignedInAs(alice);

        Assert.Succeeds(await app.NewVisitor().ResetPasswordAsync(await app.ResetSecretOf(alice)));

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await other.RenewAsync());
    }

    [Fact, Trait("Attack", "A105")]
    public async Task Tokens_cannot_be_tried_out()
    {
        var client = app.NewVisitor();
        for (var i = 0; i < app.Accounts.Throttling.WrongLinksPerMinute; i++) Assert.Refuses("token", await client.ResetPasswordAsync(Secret.New()));

        Assert.MustWait(TimeSpan.FromMinutes(1), await client.ResetPasswordAsync(Secret.New()));
    }
}
