using System.Net;

namespace PowApp._1.Tests;

/// <summary>A proxy says who a request comes from. Anybody else who says so is not believed.</summary>
public sealed class ProxyTests
{
    [Theory, Trait("Attack", "A68")]
    [InlineData(null, "198.51.100.1", "198.51.100.x")]
    [InlineData("198.51.100.1", "198.51.100.1", "203.0.113.x")]
    [InlineData("198.51.100.1", "198.51.100.2", "198.51.100.x")]
    public async Task Only_a_proxy_that_is_configured_is_believed(string? knownProxy, string peer, string shown)
    {
        await using var app = new TestApp();
        if (knownProxy is not null) app.Settings["KnownProxies:0"] = knownProxy;
        var client = app.NewClient().ComesFrom(peer);
        client.Headers.Add("X-Forwarded-For", "192.0.2.1, 203.0.113.77");
        client.Headers.Add("X-Real-IP", "192.0.2.1");
        client.Headers.Add("Forwarded", "for=192.0.2.1");

        Assert.Succeeds(await client.SignInAsync(await app.NewUser()));

        Assert.Equal(shown, Assert.Single((await client.GetAsync(Journeys.Sessions)).Json.EnumerateArray()).GetProperty("address").GetString());
    }

    /// <summary>Where a proxy ends https, what it says decides.</summary>
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

        Assert.Equal(expected, (await client.GetAsync("http://app.example" + Journeys.Session)).Status);
    }
}
