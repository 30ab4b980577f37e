using System.Net;

namespace PowApp._1.Tests;

public sealed class HeadersTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    /// <summary>One answer of each status, to strangers and to users.</summary>
    [Fact, Trait("Attack", "A106"), Trait("Attack", "A110"), Trait("Attack", "A132")]
    public async Task Every_answer_protects_itself()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var (stranger, client, guesser) = (app.NewVisitor(), await app.SignedInAs(alice), app.NewVisitor());
        for (var guess = 0; guess < app.Accounts.Throttling.FreeFailures; guess++) await guesser.SignInAsync(bob, "not his password");
        List<Answer> answers =
        [
            await stranger.SignInAsync(alice),
            await client.RenewAsync(),
            await client.GetAsync(ApiPaths.Session),
            await client.GetAsync(ApiPaths.Sessions),
            await client.ReauthenticateAsync(),
            await client.ChangePasswordAsync(),
            await stranger.GetAsync("/health"),
            await client.SignOutAsync(),
            await stranger.PostAsync(ApiPaths.Session, "no object"),
            await client.GetAsync(ApiPaths.Session),
            await app.NewVisitor().GetAsync("http://app.example" + ApiPaths.Session),
            await stranger.GetAsync("/nothing"),
            await stranger.GetAsync($"{ApiPaths.Session}/renew"),
            await stranger.PostAsync(ApiPaths.Session),
            await stranger.SignInAsync("", ""),
            await guesser.SignInAsync(bob),
        ];
        using (app.Database.Outage(new InvalidOperationException())) answers.Add(await stranger.SignInAsync(alice));
        using (app.Database.Outage()) answers.Add(await stranger.SignInAsync(alice));

        Assert.Equal([200, 204, 400, 401, 403, 404, 405, 415, 422, 429, 500, 503], answers.Select(answer => (int)answer.Status).Distinct().Order());
        Assert.All(answers, AssertProtectsItself);
        // A browser remembers it: it need not stand on an answer that came over plain http, or in place of another one.
        Assert.All(answers.Where(answer => (int)answer.Status is not 403 and < 500), answer =>
            Assert.Equal("max-age=31536000; includeSubDomains", Header(answer, "Strict-Transport-Security")));
    }

    /// <summary>What would be read on the way is no more secret: no redirect hides that, and no token that came is looked at.</summary>
    [Fact, Trait("Attack", "A113")]
    public async Task Plain_http_is_refused()
    {
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        var signIn = new HttpRequestMessage(HttpMethod.Post, "http://app.example" + ApiPaths.Session);

        Assert.IsProblem(HttpStatusCode.Forbidden, "https_required", await client.GetAsync("http://app.example" + ApiPaths.Session));
        Assert.IsProblem(HttpStatusCode.Forbidden, "https_required", await client.GetAsync("http://app.example/nothing"));
        Assert.IsProblem(HttpStatusCode.Forbidden, "https_required", await app.NewVisitor().SendAsync(signIn));
        Assert.Equal("Healthy", (await client.GetAsync("http://app.example/health")).Body);
        Assert.Equal("Healthy", (await client.GetAsync("http://app.example/health/live")).Body);
    }

    [Theory, Trait("Attack", "A67")]
    [InlineData("evil.test")]
    [InlineData("app.example.evil.test")]
    [InlineData("evil.app.example")]
    public async Task A_host_that_is_not_ours_gets_no_answer(string host)
    {
        var client = await app.SignedInAs(await app.NewUser());
        client.Headers.Host = host;

        var answer = await client.GetAsync(ApiPaths.Session);

        Assert.Equal((HttpStatusCode.BadRequest, ""), (answer.Status, answer.Body));
        AssertProtectsItself(answer);
    }

    [Theory, Trait("Attack", "A112")]
    [InlineData("/.git/config")]
    [InlineData("/.env")]
    [InlineData("/appsettings.json")]
    [InlineData("/app.db")]
    [InlineData("/App_Data/powapp-1.db")]
    [InlineData("/web.config")]
    [InlineData("/css/")]
    [InlineData("/css/app.css")]
    [InlineData("/favicon.svg")]
    [InlineData("/dev/mailbox")]
    [InlineData("/_framework/aspnetcore-browser-refresh.js")]
    [InlineData("/scalar")]
    [InlineData("/scalar/v1")]
    [InlineData("/scalar/scalar.js")]
    [InlineData("/swagger")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/ApplyDatabaseMigrations")]
    public async Task Production_serves_nothing_of_the_inside(string path) =>
        Assert.IsProblem(HttpStatusCode.NotFound, "not_found", await app.NewVisitor().GetAsync(path));

    private static void AssertProtectsItself(Answer answer)
    {
        Assert.Contains("no-store", Header(answer, "Cache-Control"));
        Assert.Equal("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox", Header(answer, "Content-Security-Policy"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"));
    }

    private static string Header(Answer answer, string name) => string.Join('|', answer.Headers.TryGetValues(name, out var values) ? values : []);
}
