using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class HeadersTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    /// <summary>200, 303, 400, 404, 405, 422 and 500, for a stranger and for a user.</summary>
    [Fact, Trait("Attack", "A106"), Trait("Attack", "A108"), Trait("Attack", "A110")]
    public async Task Every_answer_protects_itself()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var (stranger, unlucky) = (app.NewVisitor(), await app.SignedInAs(await app.NewUser()));
        List<Page> pages =
        [
            await stranger.GetAsync("/"),
            await stranger.GetAsync(AccountPaths.SignIn),
            await stranger.GetAsync(AccountPaths.Account),
            await stranger.PostAsync(AccountPaths.SignIn),
            await stranger.SignInAsync("", ""),
            await stranger.GetAsync("/nothing"),
            await stranger.PostAsync("/"),
            await stranger.GetAsync("/health"),
            await browser.GetAsync("/"),
            await browser.GetAsync(AccountPaths.Account),
            await browser.GetAsync(AccountPaths.Sessions),
            await browser.GetAsync(AccountPaths.Reauthenticate),
            await browser.ChangeEmailAsync(""),
            await browser.SignOutAsync(),
        ];
        using (app.Database.Outage(new InvalidOperationException())) pages.Add(await unlucky.GetAsync(AccountPaths.Account));

        Assert.Equal([200, 303, 400, 404, 405, 422, 500], pages.Select(page => (int)page.Status).Distinct().Order());
        Assert.All(pages, page =>
        {
            Assert.Contains("no-store", Header(page, "Cache-Control"));
            Assert.Contains("frame-ancestors 'none'", Header(page, "Content-Security-Policy"));
            Assert.Equal("DENY", Header(page, "X-Frame-Options"));
            Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
            Assert.Equal("max-age=31536000; includeSubDomains", Header(page, "Strict-Transport-Security"));
            Assert.Equal("same-origin", Header(page, "Cross-Origin-Opener-Policy"));
            Assert.Equal("same-origin", Header(page, "Cross-Origin-Resource-Policy"));
            Assert.Equal("same-origin", Header(page, "Referrer-Policy"));
            Assert.False(page.Headers.Contains("Server") || page.Headers.Contains("X-Powered-By"));
        });
    }

    [Fact, Trait("Attack", "A106")]
    public async Task No_cookie_comes_with_a_file_that_a_cache_keeps()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var file = (await browser.GetAsync("/")).Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        app.Clock.Advance(app.Accounts.Sessions.RotateAfter);

        var page = await browser.GetAsync(file);

        Assert.DoesNotContain("no-store", Header(page, "Cache-Control"));
        Assert.False(page.Headers.Contains("Set-Cookie"));
    }

    [Fact, Trait("Attack", "A106")]
    public async Task No_cache_keeps_a_response_that_sets_a_cookie()
    {
        await using var own = app.WithWebHostBuilder(host => host.ConfigureServices(services => services.AddSingleton<IStartupFilter>(new CacheableCookie())));

        var page = await app.NewVisitor().CopyTo(own).GetAsync(CacheableCookie.Path);

        Assert.True(page.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-store", Header(page, "Cache-Control"));
    }

    [Fact, Trait("Attack", "A109")]
    public async Task The_policy_lets_no_script_in_but_files_of_this_site()
    {
        var policy = Header(await app.NewVisitor().GetAsync("/"), "Content-Security-Policy").Split("; ");

        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("form-action 'self'", policy);
#if (!Interactive)
        Assert.Contains("base-uri 'none'", policy);
#endif
#if (Interactive)
        Assert.Contains("base-uri 'self'", policy);
#endif
        Assert.Contains("object-src 'none'", policy);
        Assert.DoesNotContain(policy, part => part.Contains("unsafe"));
    }

    [Theory, Trait("Attack", "A109")]
    [InlineData("/")]
    [InlineData(AccountPaths.SignIn)]
    [InlineData(AccountPaths.Account)]
    [InlineData(AccountPaths.Sessions)]
    [InlineData(AccountPaths.Reauthenticate)]
    [InlineData("/nothing")]
    public async Task No_page_needs_more_than_the_policy_allows(string path)
    {
        var browser = path is AccountPaths.SignIn ? app.NewVisitor() : await app.SignedInAs(await app.NewUser());

        var document = (await browser.GetAsync(path)).Document;

        Assert.Empty(document.QuerySelectorAll("script:not([src]), style, [style]"));
        Assert.DoesNotContain(document.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on")));
        Assert.All(document.QuerySelectorAll("[src], link[href]"), element =>
            Assert.StartsWith("/", element.GetAttribute("src") ?? element.GetAttribute("href")));
    }

    [Fact, Trait("Attack", "A113")]
    public async Task Plain_http_leads_to_https_and_sets_no_cookie()
    {
        var browser = app.NewVisitor();

        var page = await browser.GetAsync("http://app.example/session/new");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, page.Status);
        Assert.Equal("https://app.example/session/new", page.Location);
        Assert.Empty(browser.SetCookies);
    }

    [Fact, Trait("Attack", "A67")]
    public async Task A_host_that_is_not_ours_gets_no_answer()
    {
        var browser = app.NewVisitor();
        browser.Headers.Host = "evil.test";

        var page = await browser.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
    }

    private static string Header(Page page, string name) => string.Join('|', page.Headers.TryGetValues(name, out var values) ? values : []);

    // An endpoint that lets caches keep what comes with a cookie.
    private sealed class CacheableCookie : IStartupFilter
    {
        public const string Path = "/cacheable";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map(Path, branch => branch.Run(context =>
            {
                context.Response.Headers.CacheControl = "public";
                context.Response.Cookies.Append("name", "value");
                return context.Response.WriteAsync("");
            }));
            next(app);
        };
    }
}
