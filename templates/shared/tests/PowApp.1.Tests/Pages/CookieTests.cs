using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class CookieTests
{
    [Fact, Trait("Attack", "A31")]
    public async Task In_production_every_cookie_is_for_this_host_and_https_alone()
    {
        await using var app = new ProductionApp();
        var browser = app.NewBrowser();

        await UseAsync(app, browser);

        Assert.NotEmpty(browser.SetCookies);
        Assert.All(browser.SetCookies, cookie =>
        {
            var attributes = cookie.Split("; ").Skip(1).ToList();
            Assert.StartsWith("__Host-", cookie);
            Assert.Contains("secure", attributes);
            Assert.Contains("httponly", attributes);
            Assert.Contains("path=/", attributes);
            Assert.Contains("samesite=lax", attributes);
            Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("domain"));
            Assert.True(cookie.Length <= 4096);
        });
    }

    /// <summary>A proxy that ends https may hide it from the app.</summary>
    [Fact, Trait("Attack", "A31")]
    public async Task In_production_a_cookie_is_for_https_alone_whatever_the_request_was()
    {
        await using var app = new ProductionApp();
        var context = new DefaultHttpContext { Request = { Scheme = "http" } };

        app.Services.GetRequiredService<SessionCookie>().Write(context, "value");

        Assert.Contains("; secure", context.Response.Headers.SetCookie.ToString());
    }

    [Fact, Trait("Attack", "A31")]
    public async Task In_development_the_same_works_over_plain_http()
    {
        await using var app = new TestApp();
        var browser = app.NewBrowser();

        await UseAsync(app, browser);

        Assert.All(browser.SetCookies, cookie =>
        {
            Assert.DoesNotContain("; secure", cookie);
            Assert.Contains("; httponly", cookie);
            Assert.Contains("; samesite=lax", cookie);
        });
    }

    [Fact, Trait("Attack", "A24")]
    public async Task The_session_cookie_goes_when_the_browser_closes()
    {
        await using var app = new TestApp();
        var browser = app.NewBrowser();

        await browser.SignInAsync(await app.NewUser());

        var cookie = browser.SetCookies.Last(cookie => cookie.Contains("-session="));
        Assert.DoesNotContain("expires", cookie);
        Assert.DoesNotContain("max-age", cookie);
    }

    /// <summary>Takes every way that sets a cookie: forms, session, its renewal and its end, notices.</summary>
    private static async Task UseAsync(TestApp app, Browser browser)
    {
        var email = TestApp.NewAddress();
        await app.NewUser(email: email);
        Assert.LeadsTo("/", await browser.SignInAsync(email));
        await browser.FollowAsync(await browser.ChangeEmailAsync(email));
        await browser.FollowAsync(await browser.SignOutAsync());
        Assert.LeadsTo("/", await browser.SignInAsync(email));
    }
}
