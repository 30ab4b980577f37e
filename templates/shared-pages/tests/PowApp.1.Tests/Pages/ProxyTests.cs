using PowApp._1.Accounts;

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
        var browser = app.NewBrowser();
        browser.ComesFrom(peer);
        browser.Headers.Add("X-Forwarded-For", "192.0.2.1, 203.0.113.77");
        browser.Headers.Add("X-Real-IP", "192.0.2.1");

        await browser.SignInAsync(await app.NewUser());

        var text = (await browser.GetAsync(AccountPaths.Sessions)).Text;
        Assert.Contains(shown, text);
        Assert.DoesNotContain("192.0.2.x", text);
    }

    [Fact, Trait("Attack", "A68")]
    public async Task Nobody_else_turns_https_off()
    {
        await using var app = new ProductionApp();
        var browser = app.NewBrowser();
        browser.Headers.Add("X-Forwarded-Proto", "http");

        Assert.LeadsTo("/", await browser.SignInAsync(await app.NewUser()));
        Assert.All(browser.SetCookies, cookie => Assert.Contains("; secure", cookie));
    }
}
