using System.Net;
using Microsoft.Net.Http.Headers;

namespace PowApp._1.Tests;

/// <summary>Asks every endpoint of the app, those that you add too.</summary>
public sealed class EndpointTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    [Fact, Trait("Attack", "A118")]
    public async Task Only_the_listed_endpoints_answer_somebody_who_is_not_signed_in()
    {
        var open = new List<string>();
        foreach (var endpoint in ApiEndpoint.Of(app))
            if ((await app.NewVisitor().SendAsync(endpoint.Request())).Code is not "unauthenticated") open.Add(endpoint.ToString());

        Assert.Equal(PublicEndpoints.List.Order(), open.Order());
    }

    /// <summary>Where no API should look for a token (RFC 6750 2.2 and 2.3), and where a browser would send it by itself.</summary>
    [Fact, Trait("Attack", "A33"), Trait("Attack", "A76"), Trait("Attack", "A132")]
    public async Task The_others_find_a_token_in_its_header_and_nowhere_else()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var token = client.Tokens!.AccessToken;
        string[] names = ["Bearer", "session", "powapp-1-session", "access_token", "accessToken", "token"];

        foreach (var endpoint in ApiEndpoint.Of(app).Where(endpoint => !PublicEndpoints.List.Contains(endpoint.ToString())))
        {
            var inQuery = endpoint.Request();
            inQuery.RequestUri = new Uri($"{inQuery.RequestUri}?{string.Join('&', names.Select(name => $"{name}={token}"))}", UriKind.Relative);
            var inForm = endpoint.Request(new FormUrlEncodedContent(names.Select(name => KeyValuePair.Create(name, token))));
            var inHeaders = endpoint.Request();
            foreach (var name in names.Append("X-Authorization").Append("Proxy-Authorization")) inHeaders.Headers.TryAddWithoutValidation(name, $"Bearer {token}");
            var inCookies = endpoint.Request();
            inCookies.Headers.Add(HeaderNames.Cookie, string.Join("; ", names.Append("Authorization").Select(name => $"{name}={token}")));

            foreach (var request in new[] { inQuery, inForm, inHeaders, inCookies })
                Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await app.NewVisitor().SendAsync(request));
        }

        Assert.True(await client.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A76")]
    public async Task None_sets_a_cookie()
    {
        foreach (var endpoint in ApiEndpoint.Of(app))
        {
            Answer[] answers =
            [
                await app.NewVisitor().SendAsync(endpoint.Request()),
                await (await app.SignedInAs(await app.NewUser())).SendAsync(endpoint.Request()),
            ];
            Assert.All(answers, answer => Assert.False(answer.Headers.Contains(HeaderNames.SetCookie), $"{endpoint}: {answer}"));
        }
    }

    /// <summary>Endpoints and oddities take turns, for the sake of time.</summary>
    [Fact, Trait("Attack", "A93")]
    public async Task None_stumbles_over_what_stands_in_its_address()
    {
        var client = await app.SignedInAs(await app.NewUser());
        string[] oddities = [.. OddInput.Encoded(mixtures: 5).Where(odd => !odd.Contains("%00"))]; // which no server lets through

        foreach (var (turn, endpoint) in ApiEndpoint.Of(app).Where(endpoint => endpoint.Pattern.Contains('{')).Index())
            foreach (var odd in oddities.Where((_, index) => index % 3 == turn % 3))
                Assert.IsNoMistake(await client.Copy().SendAsync(endpoint.Request(parameter: odd.Replace("/", "%2F"))), $"{endpoint}: {odd}");
    }
}
