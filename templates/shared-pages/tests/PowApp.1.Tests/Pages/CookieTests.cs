using System.Buffers.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Tests;

public sealed class CookieTests
{
    [Fact, Trait("Attack", "A31")]
    public async Task In_production_every_cookie_is_for_this_host_and_https_alone()
    {
        await using var app = new ProductionApp();
        var browser = app.NewVisitor();

        await UseAsync(app, browser);

        Assert.NotEmpty(browser.SetCookies);
        Assert.All(browser.SetCookies, cookie =>
        {
            var attributes = cookie.Split("; ").Skip(1).ToList();
            Assert.StartsWith("__Host-powapp-1-", cookie);
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

        app.Services.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        app.Services.GetRequiredService<AppCookies>().Write("session", "value");

        Assert.Contains("; secure", context.Response.Headers.SetCookie.ToString());
    }

    [Fact, Trait("Attack", "A68")]
    public async Task Nobody_but_a_proxy_makes_a_cookie_work_without_https()
    {
        await using var app = new ProductionApp();
        var browser = app.NewVisitor();
        browser.Headers.Add("X-Forwarded-Proto", "http");

        Assert.LeadsTo("/", await browser.SignInAsync(await app.NewUser()));
        Assert.All(browser.SetCookies, cookie => Assert.Contains("; secure", cookie));
    }

    [Fact, Trait("Attack", "A31")]
    public async Task In_development_the_same_works_over_plain_http()
    {
        await using var app = new TestApp();
        var browser = app.NewVisitor();

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
        var browser = app.NewVisitor();

        await browser.SignInAsync(await app.NewUser());

        var cookie = browser.SetCookies.Last(cookie => cookie.Contains("-session="));
        Assert.DoesNotContain("expires", cookie);
        Assert.DoesNotContain("max-age", cookie);
    }

    /// <summary>Each byte of it is bent once, its end is cut off and turned round.</summary>
    [Fact, Trait("Attack", "A146")]
    public async Task A_notice_that_is_not_ours_to_the_last_bit_is_not_shown()
    {
        await using var app = new TestApp();
        var notices = app.Services.GetRequiredService<Notices>();
        var left = In(new DefaultHttpContext());
        notices.Leave(new Notice("Your password has been changed.", IsProblem: false));
        var cookie = SetCookieHeaderValue.Parse(left.Response.Headers.SetCookie.ToString());
        var genuine = Base64Url.DecodeFromChars(cookie.Value.ToString());
        Assert.NotNull(Take(genuine));

        for (var i = 0; i < genuine.Length; i++)
            Assert.Null(Take([.. genuine[..i], (byte)(genuine[i] ^ 1), .. genuine[(i + 1)..]]));
        for (var cut = 1; cut <= genuine.Length; cut++)
        {
            Assert.Null(Take(genuine[..^cut]));
            Assert.Null(Take([.. genuine[..^cut], .. genuine[^cut..].Select(b => (byte)~b)]));
        }

        Notice? Take(byte[] value)
        {
            In(new DefaultHttpContext()).Request.Headers.Cookie = $"{cookie.Name}={Base64Url.EncodeToString(value)}";
            return notices.Take();
        }

        HttpContext In(HttpContext context) => app.Services.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
    }

    /// <summary>Takes every way that sets a cookie: forms, session, its rotation and its end, notices.</summary>
    private static async Task UseAsync(TestApp app, Browser browser)
    {
        var email = TestApp.NewAddress();
        await app.NewUser(email: email);
        Assert.LeadsTo("/", await browser.SignInAsync(email));
        await browser.FollowAsync(await browser.ChangePasswordAsync());
        await browser.FollowAsync(await browser.SignOutAsync());
        Assert.LeadsTo("/", await browser.SignInAsync(email, TestApp.NewPassword));
    }
}
