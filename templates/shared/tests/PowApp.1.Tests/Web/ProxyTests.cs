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

    [Theory, Trait("Attack", "A161")]
    [InlineData("127.0.0.1", "203.0.113.77, 10.0.0.7", "https, http", "203.0.113.77", "https")]
    [InlineData("::ffff:127.0.0.1", "203.0.113.77, 10.0.0.7", "https, http", "203.0.113.77", "https")]
    [InlineData("127.0.0.1", "203.0.113.77, fd00::7", "https, http", "203.0.113.77", "https")]
    [InlineData("127.0.0.1", "2001:db8::77, fd00::7, 10.0.0.7", "https, http, http", "2001:db8::77", "https")]
    // A proxy that passes X-Forwarded-Proto on, and adds nothing of its own.
    [InlineData("127.0.0.1", "203.0.113.77, 10.0.0.7", "https", "203.0.113.77", "https")]
    [InlineData("127.0.0.1", "203.0.113.77, 10.0.0.7", "http", "203.0.113.77", "http")]
    // Proxies that write http over what they receive, or append to one header alone: what counts came with the address of the visitor.
    [InlineData("127.0.0.1", "203.0.113.77, 10.0.0.7", "http, http", "203.0.113.77", "http")]
    [InlineData("127.0.0.1", "203.0.113.77", "https, http", "203.0.113.77", "http")]
    // What a visitor sends is in front of what the proxies add.
    [InlineData("127.0.0.1", "192.0.2.1, 203.0.113.77, 10.0.0.7", "http, https, http", "203.0.113.77", "https")]
    [InlineData("127.0.0.1", "10.0.0.7, 203.0.113.77, 10.0.0.7", "https, http, http", "203.0.113.77", "http")]
    [InlineData("127.0.0.1", "192.0.2.1, 10.1.0.7", "https, http", "10.1.0.7", "http")]
    [InlineData("127.0.0.1", "192.0.2.1, somewhere, 10.0.0.7", "https, https, http", "10.0.0.7", "http")]
    [InlineData("10.1.0.7", "192.0.2.1, 10.0.0.7", "https, https", "10.1.0.7", "http")]
    public async Task Proxies_in_a_row_are_believed_back_to_the_first_that_is_not_known(
        string peer, string forwardedFor, string forwardedProto, string address, string scheme)
    {
        await using var app = new TestApp
        {
            Settings = { ["KnownProxies:0"] = "127.0.0.1", ["KnownProxies:1"] = "10.0.0.0/16", ["KnownProxies:2"] = "fd00::/8" },
        };

        Assert.Equal((address, scheme), await AskAsync(app, peer, forwardedFor, forwardedProto));
    }

    /// <summary>With ASPNETCORE_FORWARDEDHEADERS_ENABLED, which images of platforms set, the framework believes everybody.</summary>
    [Theory, Trait("Attack", "A161")]
    [InlineData(null, "198.51.100.1", "198.51.100.1", "http")]
    [InlineData("198.51.100.1", "198.51.100.1", "203.0.113.77", "https")]
    [InlineData("198.51.100.1", "198.51.100.2", "198.51.100.2", "http")]
    public async Task What_the_framework_adds_believes_no_one_else(string? knownProxy, string peer, string address, string scheme)
    {
        await using var app = new TestApp { Settings = { ["FORWARDEDHEADERS_ENABLED"] = "true" } };
        if (knownProxy is not null) app.Settings["KnownProxies:0"] = knownProxy;

        Assert.Equal((address, scheme), await AskAsync(app, peer, "192.0.2.1, 203.0.113.77", "http, https"));
    }

    [Fact, Trait("Attack", "A93")]
    public async Task Odd_text_that_a_proxy_passes_on_is_no_error_of_the_app()
    {
        await using var app = new TestApp { Settings = { ["KnownProxies:0"] = "198.51.100.1" } };

        foreach (var odd in OddInput.Texts(mixtures: 5)) await AskAsync(app, "198.51.100.1", odd, odd);

        Assert.Empty(app.Log.Errors);
    }

    /// <summary>What the app takes a request over plain HTTP for, that it receives with these headers.</summary>
    private static async Task<(string? Address, string Scheme)> AskAsync(TestApp app, string peer, string forwardedFor, string forwardedProto)
    {
        var context = await app.Server.SendAsync(context =>
        {
            context.Request.Path = "/health/live";
            context.Request.Headers[TestApp.PeerAddress] = peer;
            context.Request.Headers["X-Forwarded-For"] = forwardedFor;
            context.Request.Headers["X-Forwarded-Proto"] = forwardedProto;
        });

        Assert.Equal(HttpStatusCode.OK, (HttpStatusCode)context.Response.StatusCode);
        return (context.Connection.RemoteIpAddress?.ToString(), context.Request.Scheme);
    }
}
