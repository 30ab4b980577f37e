using System.Net;

namespace PowApp._1.Tests;

/// <summary>Where a proxy ends https, what it says decides. Anybody else who says so is not believed.</summary>
public sealed class HttpsProxyTests
{
    [Theory, Trait("Attack", "A68"), Trait("Attack", "A113")]
    [InlineData("198.51.100.1", "https", HttpStatusCode.OK)]
    [InlineData("198.51.100.1", "http", HttpStatusCode.Forbidden)]
    [InlineData("198.51.100.2", "https", HttpStatusCode.Forbidden)]
    public async Task Nobody_else_turns_https_on(string peer, string scheme, HttpStatusCode expected)
    {
        await using var app = new ProductionApp { Settings = { ["KnownProxies:0"] = "198.51.100.1" } };
        var client = (await app.SignedInAs(await app.NewUser())).ComesFrom(peer);
        client.Headers.Add("X-Forwarded-For", "203.0.113.77");
        client.Headers.Add("X-Forwarded-Proto", scheme);

        Assert.Equal(expected, (await client.GetAsync("http://app.example" + ApiPaths.Session)).Status);
    }
}
