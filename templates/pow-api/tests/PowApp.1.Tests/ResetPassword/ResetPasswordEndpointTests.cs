using System.Net;
using System.Net.Http.Headers;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>How the API answers those who ask for a link, and those who have one.</summary>
public sealed class ResetPasswordEndpointTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A06")]
    public async Task Every_address_gets_202_and_an_empty_body()
    {
        var alice = await app.NewUser();

        foreach (var email in new[] { alice.Email!, alice.Email!, TestApp.NewAddress(), "no address" })
        {
            var answer = await app.NewClient().AskToResetPasswordAsync(email);
            Assert.Equal((HttpStatusCode.Accepted, "", null), (answer.Status, answer.Body, answer.ContentType));
        }
    }

    [Fact, Trait("Attack", "A08")]
    public async Task A_token_is_good_for_204_and_then_for_422()
    {
        var client = app.NewClient();
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

        Assert.Succeeds(await app.NewClient().ResetPasswordAsync(await app.ResetSecretOf(alice)));

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await other.RenewAsync());
    }

    [Fact, Trait("Attack", "A49")]
    public async Task A_token_of_a_link_is_no_access_token_nor_the_other_way_round()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        var token = await app.ResetSecretOf(alice);

        foreach (var forged in new[] { client.Tokens!.AccessToken, client.Tokens.RenewalToken })
            Assert.Refuses("token", await app.NewClient().ResetPasswordAsync(forged));
        Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await app.NewClient().SendAsync(
            new HttpRequestMessage(HttpMethod.Get, Journeys.Session) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } }));
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await app.NewClient().PostAsync($"{Journeys.Session}/renew", new { renewalToken = token }));
    }

    [Fact, Trait("Attack", "A105")]
    public async Task Tokens_cannot_be_tried_out()
    {
        var client = app.NewClient();
        for (var i = 0; i < app.Accounts.Throttling.WrongLinksPerMinute; i++) Assert.Refuses("token", await client.ResetPasswordAsync(Secret.New()));

        Assert.MustWait(TimeSpan.FromMinutes(1), await client.ResetPasswordAsync(Secret.New()));
    }

    [Fact, Trait("Attack", "A60")]
    public async Task One_mail_too_many_has_to_wait()
    {
        var client = app.NewClient();
        for (var i = 0; i < app.Accounts.Throttling.MailsPerHour; i++) await client.AskToResetPasswordAsync(TestApp.NewAddress());

        Assert.MustWait(TimeSpan.FromHours(1), await client.AskToResetPasswordAsync(TestApp.NewAddress()));
    }
}
