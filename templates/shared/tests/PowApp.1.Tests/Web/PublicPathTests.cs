using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;
using PowApp._1.Hosting;

namespace PowApp._1.Tests;

/// <summary>The path of the public origin: what is below it, and what links begin with.</summary>
public sealed class PublicPathTests
{
    [Theory]
    // Kept by a proxy, removed by it, and set by the server.
    [InlineData("/shop", "", "/shop/health/live", "/health/live")]
    [InlineData("/shop", "", "/health/live", "/health/live")]
    [InlineData("/shop", "/shop", "/health/live", "/health/live")]
    [InlineData("/shop", "/Shop", "/health/live", "/health/live")]
    [InlineData("/shop", "", "/Shop/health/live", "/health/live")]
    [InlineData("/shop/", "", "/shop/health/live", "/health/live")]
    [InlineData("/our/shop", "", "/our/shop/health/live", "/health/live")]
    [InlineData("/shop", "", "/shop", "")]
    [InlineData("/shop", "", "/shop/", "/")]
    // Not below it.
    [InlineData("/shop", "", "/shopping/health/live", null)]
    [InlineData("/our/shop", "", "/our/health/live", null)]
    [InlineData("/shop", "/shop", "/shop/health/live", null)]
    [InlineData("/shop", "", "/shop/shop/health/live", null)]
    public async Task A_request_is_for_what_is_below_it(string path, string serverPath, string requested, string? inside)
    {
        await using var app = new ProductionApp { Settings = { ["Accounts:PublicOrigin"] = $"https://app.example{path}" } };

        var context = await AskAsync(app, serverPath, requested);

        Assert.Equal(path.TrimEnd('/'), context.Request.PathBase.Value);
        if (inside is not null) Assert.Equal(inside, context.Request.Path.Value);
        if (inside is null or "/health/live")
            Assert.Equal(inside is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, (HttpStatusCode)context.Response.StatusCode);
    }

    [Fact]
    public async Task Without_one_the_path_of_the_server_counts()
    {
        await using var app = new ProductionApp();

        var context = await AskAsync(app, "/shop", "/health/live");

        Assert.Equal(("/shop", "/health/live"), (context.Request.PathBase.Value, context.Request.Path.Value));
        Assert.Equal(HttpStatusCode.OK, (HttpStatusCode)context.Response.StatusCode);
    }

    [Theory]
    [InlineData("https://app.example", "https://app.example/sessions")]
    [InlineData("https://app.example/", "https://app.example/sessions")]
    [InlineData("https://app.example/shop", "https://app.example/shop/sessions")]
    [InlineData("https://app.example/shop/", "https://app.example/shop/sessions")]
    [InlineData("https://app.example:8443/our/shop-2", "https://app.example:8443/our/shop-2/sessions")]
    public async Task Emailed_links_are_below_it(string origin, string link)
    {
        await using var app = new ProductionApp { Settings = { ["Accounts:PublicOrigin"] = origin } };

        Assert.Empty(await app.Services.FindProblemsAsync());
        Assert.Equal(link, app.Services.GetRequiredService<AccountLinks>().To("/sessions"));
    }

    private static Task<HttpContext> AskAsync(TestApp app, string serverPath, string path) => app.Server.SendAsync(context =>
    {
        (context.Request.Scheme, context.Request.Host) = ("https", new HostString("app.example"));
        (context.Request.PathBase, context.Request.Path) = (serverPath, path);
        context.Request.Headers[TestApp.PeerAddress] = "10.0.0.1";
    });
}
