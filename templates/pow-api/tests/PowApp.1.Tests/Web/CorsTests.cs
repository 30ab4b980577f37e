using PowApp._1.Hosting;

namespace PowApp._1.Tests;

/// <summary>Pages of other origins may not call the API from a browser, unless theirs is configured.</summary>
public sealed class CorsTests(CorsApp app) : IClassFixture<CorsApp>
{
    internal const string Shop = "https://shop.example.com";

    [Fact, Trait("Attack", "A131")]
    public async Task No_origin_can_call_it_as_it_ships()
    {
        await using var closed = new TestApp();
        var client = await closed.SignedInAs(await closed.NewUser());
        client.Headers.Add("Origin", Shop);

        AssertIsClosed(await client.GetAsync(ApiPaths.Session));
        AssertIsClosed(await PreflightAsync(closed, Shop, "GET"));
    }

    [Theory, Trait("Attack", "A131")]
    [InlineData("https://evil.test")]
    [InlineData("null")]
    [InlineData("http://shop.example.com")]
    [InlineData("https://shop.example.com.evil.test")]
    [InlineData("https://evilshop.example.com")]
    [InlineData("https://evil.shop.example.com")]
    [InlineData("https://shop.example.com:8443")]
    [InlineData("https://shop.example.com/")]
    [InlineData("https://shop.example.com@evil.test")]
    [InlineData("https://evil.test https://shop.example.com")]
    [InlineData("https://shop_example.com")]
    [InlineData("*")]
    public async Task An_origin_that_only_looks_like_a_configured_one_cannot_call_it(string origin)
    {
        var client = await app.SignedInAs(await app.NewUser());
        client.Headers.TryAddWithoutValidation("Origin", origin);

        AssertIsClosed(await client.GetAsync(ApiPaths.Session));
        foreach (var method in new[] { "GET", "POST", "PUT", "DELETE" }) AssertIsClosed(await PreflightAsync(app, origin, method));
    }

    [Theory, Trait("Attack", "A131")]
    [InlineData(Shop)]
    [InlineData("http://localhost:5173")]
    public async Task A_configured_origin_can_call_it_without_cookies(string origin)
    {
        var client = await app.SignedInAs(await app.NewUser());
        client.Headers.Add("Origin", origin);

        AssertIsOpenTo(origin, await client.GetAsync(ApiPaths.Session));
        foreach (var method in new[] { "GET", "POST", "PUT", "DELETE" })
        {
            var preflight = await PreflightAsync(app, origin, method);
            AssertIsOpenTo(origin, preflight);
            Assert.Equal("GET,POST,PUT,DELETE", Header(preflight, "Access-Control-Allow-Methods"));
            Assert.Equal("Authorization,Content-Type", Header(preflight, "Access-Control-Allow-Headers"));
        }
    }

    /// <summary>Without this a page could not tell an error of the API from one of the network.</summary>
    [Fact]
    public async Task A_configured_origin_can_read_every_problem_and_how_long_to_wait()
    {
        var client = app.NewVisitor();
        client.Headers.Add("Origin", Shop);
        List<Answer> answers =
        [
            await client.GetAsync(ApiPaths.Session),
            await client.GetAsync("/nothing"),
            await client.PostAsync(ApiPaths.Sessions),
            await client.SignInAsync("", ""),
        ];
        using (app.Database.Outage()) answers.Add(await client.SignInAsync("nobody@example.com"));

        Assert.Equal([401, 404, 405, 422, 503], answers.Select(answer => (int)answer.Status));
        Assert.All(answers, answer =>
        {
            AssertIsOpenTo(Shop, answer);
            Assert.Equal("Retry-After,WWW-Authenticate", Header(answer, "Access-Control-Expose-Headers"));
        });
    }

    [Theory]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("shop.example.com")]
    [InlineData("https://*.example.com")]
    [InlineData("https://shop.example.com/")]
    [InlineData("https://shop.example.com/cart")]
    [InlineData("https://shop.example.com:443")]
    [InlineData("https://shop.example.com,https://example.com")]
    [InlineData("https://alice@shop.example.com")]
    [InlineData("ftp://shop.example.com")]
    [InlineData("")]
    public async Task No_app_starts_with_an_origin_that_is_none(string origin)
    {
        await using var closed = new TestApp { Settings = { ["Cors:Origins:0"] = Shop, ["Cors:Origins:1"] = origin } };

        Assert.StartsWith("Cors:Origins ", Assert.Single(await closed.Services.FindProblemsAsync()));
    }

    /// <summary>A single text where a list belongs is easily written, and would allow nobody.</summary>
    [Fact]
    public async Task No_app_starts_with_a_text_in_place_of_the_list_of_origins()
    {
        await using var closed = new TestApp { Settings = { ["Cors:Origins"] = Shop } };

        Assert.StartsWith("Cors:Origins ", Assert.Single(await closed.Services.FindProblemsAsync()));
    }

    [Fact]
    public async Task An_app_starts_with_origins() => Assert.Empty(await app.Services.FindProblemsAsync());

    private static Task<Answer> PreflightAsync(TestApp app, string origin, string method)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, ApiPaths.Session);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        return app.NewVisitor().SendAsync(request);
    }

    private static void AssertIsClosed(Answer answer) =>
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-Allow-Origin") || header.Key.EndsWith("-Credentials"));

    private static void AssertIsOpenTo(string origin, Answer answer)
    {
        Assert.Equal(origin, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains("Origin", answer.Headers.Vary);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    private static string Header(Answer answer, string name) => string.Join('|', answer.Headers.TryGetValues(name, out var values) ? values : []);
}

public sealed class CorsApp : TestApp
{
    public CorsApp() => (Settings["Cors:Origins:0"], Settings["Cors:Origins:1"]) = (CorsTests.Shop, "http://localhost:5173");
}
