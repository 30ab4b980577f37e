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
        var alice = await app.NewUser();
        var visitor = app.NewVisitor().ComesFrom(peer);
        visitor.Headers.Add("X-Forwarded-For", "192.0.2.1, 203.0.113.77");
        visitor.Headers.Add("X-Real-IP", "192.0.2.1");
        visitor.Headers.Add("Forwarded", "for=192.0.2.1");

        Assert.Succeeds(await visitor.SignInAsync(alice.Email!));

        var list = await visitor.ReadSessionsAsync();
        Assert.Contains(shown, list);
        Assert.DoesNotContain("192.0.2.x", list);
    }
}
