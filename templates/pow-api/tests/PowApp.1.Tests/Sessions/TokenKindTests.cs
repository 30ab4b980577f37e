using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Tests;

/// <summary>A secret of one kind is of no use as one of another, wherever it is sent.</summary>
public sealed class TokenKindTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A49")]
    public async Task A_renewal_token_is_no_access_token()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var renewalToken = client.Tokens!.RenewalToken;

        foreach (var value in renewalToken.Split('.').Append(renewalToken))
            Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await AccessAsync(value));
    }

    [Fact, Trait("Attack", "A49")]
    public async Task An_access_token_renews_nothing()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await RenewAsync(client.Tokens!.AccessToken));

        Assert.True(await client.IsSignedInAsync());
        Assert.Succeeds(await client.RenewAsync());
    }

    /// <summary>At every endpoint that takes a token. Where it belongs, it still works afterwards.</summary>
    [Fact, Trait("Attack", "A49")]
    public async Task The_tokens_of_a_session_open_no_link()
    {
        var client = await app.SignedInAs(await app.NewUser());

        foreach (var endpoint in ApiEndpoint.Of(app).Where(endpoint => endpoint.Fields.Contains("token")))
            foreach (var token in new[] { client.Tokens!.AccessToken, client.Tokens.RenewalToken })
                Assert.Refuses("token", await app.NewVisitor().SendAsync(endpoint.Request(BodyWith(endpoint, token))));

        Assert.True(await client.IsSignedInAsync());
        Assert.Succeeds(await client.RenewAsync());
    }

    /// <summary>Every kind of link there is, at every endpoint that takes one.</summary>
    [Fact, Trait("Attack", "A49")]
    public async Task The_secret_of_a_link_opens_one_endpoint_and_signs_nobody_in()
    {
        var opened = new List<string>();
        foreach (var purpose in Purposes())
        {
            foreach (var endpoint in ApiEndpoint.Of(app).Where(endpoint => endpoint.Fields.Contains("token")))
            {
                var secret = await IssueAsync(purpose);
                if ((await app.NewVisitor().SendAsync(endpoint.Request(BodyWith(endpoint, secret)))).Succeeded) opened.Add($"{purpose.Name}: {endpoint}");
            }

            Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await RenewAsync(await IssueAsync(purpose)));
            Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await AccessAsync(await IssueAsync(purpose)));
        }

        Assert.NotEmpty(opened);
        Assert.Distinct(opened.Select(one => one.Split(':')[0]));
        Assert.Distinct(opened.Select(one => one.Split(':')[1]));
    }

    private static IEnumerable<TokenPurpose> Purposes() =>
        from type in typeof(TokenPurpose).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.FieldType == typeof(TokenPurpose)
        select (TokenPurpose)field.GetValue(null)!;

    private async Task<string> IssueAsync(TokenPurpose purpose)
    {
        var alice = await app.NewUser();
        await using var scope = app.Services.CreateAsyncScope();
        var secret = await scope.ServiceProvider.GetRequiredService<TokenService>().StageAsync(purpose, alice, TestApp.NewAddress(), TimeSpan.FromHours(1));
        await scope.ServiceProvider.GetRequiredService<AppDbContext>().SaveChangesAsync();
        app.Secrets.Add(secret);
        return secret;
    }

    private Task<Answer> AccessAsync(string token) =>
        app.NewVisitor().SendAsync(new HttpRequestMessage(HttpMethod.Get, ApiPaths.Session) { Headers = { { "Authorization", $"Bearer {token}" } } });

    private Task<Answer> RenewAsync(string token) => app.NewVisitor().PostAsync($"{ApiPaths.Session}/renew", new { renewalToken = token });

    private static JsonContent BodyWith(ApiEndpoint endpoint, string token) =>
        JsonContent.Create(endpoint.Fields.ToDictionary(field => field, field => field is "token" ? token : TestApp.NewPassword));
}
