using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The app below a path of its host, whatever the server in front does with that path.</summary>
public sealed class BelowPathTests
{
    private static readonly string[] _addresses = ["href", "src", "action", "formaction"];

    public static TheoryData<PathHandling> Handlings => [.. Enum.GetValues<PathHandling>()];

    [Theory, MemberData(nameof(Handlings))]
    public async Task No_page_leads_out_of_it(PathHandling handling)
    {
        await using var app = new AppBelowPath(handling);
        var user = await app.SignedInAs(await app.NewUser());

        Assert.Contains("/shop/session/new", await CrawlAsync(app, app.NewVisitor()));
        Assert.Contains("/shop/sessions", await CrawlAsync(app, user));

        AssertLeadsNowhereElse(await user.PostAsync("/shop/sessions"), HttpStatusCode.MethodNotAllowed);
        AssertLeadsNowhereElse(await user.PostAsync("/shop/session/delete"), HttpStatusCode.BadRequest);
        using var outage = app.Database.Outage(new InvalidOperationException());
        AssertLeadsNowhereElse(await user.GetAsync("/shop/registration/edit"), HttpStatusCode.InternalServerError);
    }

    [Theory, MemberData(nameof(Handlings))]
    public async Task A_visitor_signs_in_and_out_there(PathHandling handling)
    {
        await using var app = new AppBelowPath(handling);
        var alice = await app.NewUser();
        var browser = app.NewVisitor();

        var page = await browser.GetAsync("/shop/sessions?page=2");
        Assert.LeadsTo("/shop/session/new?request_path=%2Fsessions%3Fpage%3D2", page);
        page = await browser.SubmitAsync(await browser.FollowAsync(page), new { alice.Email, TestApp.Password });
        Assert.LeadsTo("/shop/sessions?page=2", page);

        app.Clock.Advance(app.Accounts.Sessions.FreshFor);
        var form = ("__RequestVerificationToken", (await browser.FollowAsync(page)).Token);
        page = await browser.PostAsync("/shop/sessions/end-others", form);
        Assert.LeadsTo("/shop/session/reauthenticate?request_path=%2Fsessions", page);
        page = await browser.SubmitAsync(await browser.FollowAsync(page), new { TestApp.Password });
        Assert.LeadsTo("/shop/sessions", page);

        page = await browser.PressAsync(await browser.FollowAsync(page), "Sign out");
        Assert.LeadsTo("/shop/session/new", page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/shop/sessions")).Status);
    }

    [Theory, MemberData(nameof(Handlings))]
    public async Task A_form_that_outlived_its_session_leads_back_there(PathHandling handling)
    {
        await using var app = new AppBelowPath(handling);
        var browser = await app.SignedInAs(await app.NewUser());
        app.Clock.Advance(app.Accounts.Sessions.IdleTimeout);
        var outside = browser.Copy();
        browser.Headers.Referrer = new Uri(app.Origin, "/shop/registration/edit");
        outside.Headers.Referrer = new Uri(app.Origin, "/shops/registration/edit");

        Assert.LeadsTo("/shop/session/new?request_path=%2Fregistration%2Fedit", await browser.PostAsync("/shop/registration/email"));
        Assert.LeadsTo("/shop/session/new", await outside.PostAsync("/shop/registration/email"));
    }

    [Theory, MemberData(nameof(Handlings))]
    public async Task An_emailed_link_leads_there(PathHandling handling)
    {
        await using var app = new AppBelowPath(handling);
        var browser = await app.SignedInAs(await app.NewUser());
        var email = TestApp.NewAddress();
        Assert.LeadsTo("/shop/registration/edit", await browser.SubmitAsync("/shop/registration/edit", new { email }));

        var link = (await app.Mailbox.ToAsync(email))[^1].Link;

        Assert.StartsWith("https://app.example/shop/confirm-email/", link);
        var page = await browser.GetAsync(link);
        Assert.LeadsTo("/shop/confirm-email/edit", page);
        Assert.LeadsTo("/shop/registration/edit", await browser.PressAsync(await browser.FollowAsync(page), "Confirm my address"));
    }

    /// <summary>Another app on the host, even one of the same name, keeps its own.</summary>
    [Theory, Trait("Attack", "A31"), MemberData(nameof(Handlings))]
    public async Task Every_cookie_is_for_it_and_https_alone(PathHandling handling)
    {
        await using var app = new AppBelowPath(handling);
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        await browser.SubmitAsync("/shop/session/new", new { alice.Email, TestApp.Password });
        await browser.FollowAsync(await browser.PressAsync("/shop", "Sign out"));

        Assert.All(["forms", "session", "device", "notice"], name => Assert.Contains(browser.SetCookies, cookie => cookie.Contains($"-{name}=")));
        Assert.All(browser.SetCookies, cookie =>
        {
            var attributes = cookie.Split("; ").Skip(1).ToList();
            Assert.StartsWith("__Secure-powapp-1-", cookie);
            Assert.Contains("secure", attributes);
            Assert.Contains("httponly", attributes);
            Assert.Contains("path=/shop", attributes);
            Assert.Contains("samesite=lax", attributes);
            Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("domain"));
        });
    }

    [Fact]
    public async Task Signing_out_leaves_what_other_apps_of_the_host_stored()
    {
        await using var app = new AppBelowPath(PathHandling.Keeps);
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.Equal(["\"cache\""], (await browser.PressAsync("/shop", "Sign out")).Headers.GetValues("Clear-Site-Data"));
    }

    [Theory, Trait("Attack", "A113"), MemberData(nameof(Handlings))]
    public async Task Plain_http_leads_to_https_there(PathHandling handling)
    {
        await using var app = new AppBelowPath(handling);

        var page = await app.NewVisitor().GetAsync("http://app.example/shop/session/new?a=b");

        Assert.Equal("https://app.example/shop/session/new?a=b", page.Location);
    }

    [Fact]
    public async Task In_Development_the_path_of_the_server_is_enough()
    {
        await using var app = new TestApp();
        await using var development = app.WithWebHostBuilder(host =>
            host.ConfigureTestServices(services => ServerInFront.Add(services, PathHandling.Sets)));
        var alice = await app.NewUser();
        var browser = new Browser(development, app.Origin);

        AssertLeadsNowhereElse(await browser.GetAsync("/shop"));
        var page = await browser.SubmitAsync("/shop/session/new", new { alice.Email, TestApp.Password });
        Assert.LeadsTo("/shop/", page);
        AssertLeadsNowhereElse(await browser.FollowAsync(page));
    }

    /// <summary>Opens every page, and whatever they lead to.</summary>
    /// <returns>The addresses of the pages.</returns>
    private static async Task<IReadOnlyCollection<string>> CrawlAsync(TestApp app, Browser browser)
    {
        var pages = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is not false)
            .Select(endpoint => $"/shop/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            .Where(path => !path.Contains('{') && !path.Contains("/_")); // What begins so is no page.
        var found = new Queue<string>(["/shop", "/shop/nothing", .. pages]);
        var seen = new HashSet<string>();
        while (found.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;

            var page = await browser.GetAsync(path);
            Assert.True(page.Status is HttpStatusCode.OK or HttpStatusCode.SeeOther or HttpStatusCode.Found || path is "/shop/nothing", $"{path}: {page}");
#if (!Interactive)
            foreach (var address in AssertLeadsNowhereElse(page)) found.Enqueue(address);
#endif
#if (Interactive)
            // The script of live pages is a file of a package, which this app finds only when it is published.
            foreach (var address in AssertLeadsNowhereElse(page).Where(address => !address.Contains("/_") && !address.Contains('#'))) found.Enqueue(address);
#endif
        }

        return seen;
    }

    private static void AssertLeadsNowhereElse(Page page, HttpStatusCode status)
    {
        Assert.Equal(status, page.Status);
        AssertLeadsNowhereElse(page);
    }

    /// <returns>What it leads to, without what forms are sent to.</returns>
    private static IEnumerable<string> AssertLeadsNowhereElse(Page page)
    {
        if (page.Location is { } location)
        {
            AssertIsBelowPath(location);
            return [location];
        }

        if (!page.Html.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal)) return [];

        var leads = page.Document.All
            .SelectMany(element => _addresses, (element, name) => (Name: name, Address: element.GetAttribute(name)))
            .Where(lead => lead.Address is not (null or ['#', ..]))
            .ToList();
        Assert.NotEmpty(leads);
        Assert.All(leads, lead => AssertIsBelowPath(lead.Address!));
        return leads.Where(lead => !lead.Name.EndsWith("action", StringComparison.Ordinal)).Select(lead => lead.Address!);
    }

    private static void AssertIsBelowPath(string address)
    {
        Assert.StartsWith("/shop/", address);
        Assert.False(address.StartsWith("/shop/shop", StringComparison.Ordinal), address);
    }
}
