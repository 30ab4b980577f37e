using System.Net;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Tests;

/// <summary>Whatever goes wrong, and wherever, the answer has the same shape.</summary>
public sealed class ProblemTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    /// <summary>What clients rely on: add to it, and change nothing.</summary>
    [Fact]
    public void Their_codes_are_these()
    {
        var problems = typeof(ApiProblem).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ApiProblem>();

        Assert.Equal(
            [
                "400 invalid_json",
                "400 invalid_request",
                "401 invalid_credentials",
                "401 invalid_renewal_token",
                "401 unauthenticated",
#if (EmailConfirmation)
                "403 email_unconfirmed",
#endif
                "403 forbidden",
                "403 https_required",
                "403 reauthentication_required",
                "404 not_found",
                "405 method_not_allowed",
                "413 too_large",
                "415 unsupported_media_type",
                "422 invalid_values",
                "429 too_many_attempts",
                "500 internal_error",
                "503 busy",
                "503 unavailable",
            ],
            problems.Select(problem => $"{problem.Status} {problem.Code}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_value_that_breaks_a_rule_and_one_that_is_refused_look_the_same()
    {
        var client = await app.SignedInAs(await app.NewUser());

        var missing = await client.ChangePasswordAsync(currentPassword: "");
        var refused = await client.ChangePasswordAsync(currentPassword: "not her password");

        Assert.Refuses("currentPassword", missing);
        Assert.Refuses("currentPassword", refused);
        Assert.Equal(missing.ShapeWithout(missing.ErrorOf("currentPassword")!), refused.ShapeWithout(refused.ErrorOf("currentPassword")!));
        Assert.HasProperties(["type", "title", "status", "detail", "code", "errors"], refused.Json);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var client = await app.SignedInAs(await app.NewUser());
        Assert.HasProperties(["type", "title", "status", "detail", "code"], (await client.GetAsync("/nothing")).Json);

        foreach (var path in new[] { "/", "/nothing", "/api/v1", "/api/v1/nothing", "/api/v2/session" })
        {
            Assert.IsProblem(HttpStatusCode.NotFound, "not_found", await client.GetAsync(path));
            Assert.IsProblem(HttpStatusCode.NotFound, "not_found", await app.NewVisitor().GetAsync(path));
        }
    }

    [Theory, Trait("Attack", "A114")]
    [InlineData("OPTIONS", ApiPaths.Session)]
    [InlineData("TRACE", ApiPaths.Session)]
    [InlineData("PUT", ApiPaths.Session)]
    [InlineData("POST", ApiPaths.Sessions)]
    [InlineData("GET", ApiPaths.Session + "/renew")]
    [InlineData("MADEUP", ApiPaths.Account)]
    public async Task A_method_that_is_not_taken_is_not_allowed(string method, string path)
    {
        var client = await app.SignedInAs(await app.NewUser());

        var answer = await client.SendAsync(new HttpMethod(method), path);

        Assert.IsProblem(HttpStatusCode.MethodNotAllowed, "method_not_allowed", answer);
    }

    /// <summary>Above all, a method in a header or a query does not take the place of the one in the request.</summary>
    [Theory, Trait("Attack", "A114")]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-Method-Override")]
    public async Task A_method_in_a_header_is_none(string header)
    {
        var client = await app.SignedInAs(await app.NewUser());
        client.Headers.Add(header, "DELETE");

        Assert.Succeeds(await client.GetAsync($"{ApiPaths.Account}?_method=DELETE"));
        Assert.True(await client.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A101")]
    public async Task Who_tries_too_often_learns_how_long_to_wait()
    {
        var (alice, client) = (await app.NewUser(), app.NewVisitor());
        for (var guess = 0; guess < app.Accounts.Throttling.FreeFailures; guess++) await client.SignInAsync(alice, "not her password");

        Assert.MustWait(app.Accounts.Throttling.FirstWait, await client.SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A86")]
    public async Task Who_comes_while_too_many_wait_learns_when_to_come_again()
    {
        await using var busy = new TestApp { Settings = { ["Accounts:Password:HashQueue"] = "1" } };
        var alice = await busy.NewUser();
        var client = await busy.SignedInAs(alice);
        var queue = busy.Services.GetRequiredService<HashingQueue>();
        var hashing = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => queue.WaitAsync(CancellationToken.None)));
        var waiting = queue.WaitAsync(CancellationToken.None);

        var answer = await busy.NewVisitor().SignInAsync(alice);

        Assert.IsProblem(HttpStatusCode.ServiceUnavailable, "busy", answer);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.Succeeds(await client.RenewAsync());
        foreach (var turn in hashing) turn.Dispose();
        (await waiting).Dispose();
        Assert.Succeeds(await busy.NewVisitor().SignInAsync(alice));
    }

    [Theory, Trait("Attack", "A111")]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("application/xml")]
    public async Task A_mistake_of_ours_tells_nothing_of_the_inside(string accept)
    {
        var client = await app.SignedInAs(await app.NewUser());
        client.Headers.Accept.ParseAdd(accept);
        using var outage = app.Database.Outage(new InvalidOperationException("Server=db;Password=secret"));

        var answer = await client.GetAsync(ApiPaths.Account);

        Assert.IsProblem(HttpStatusCode.InternalServerError, "internal_error", answer);
        Assert.DoesNotContain("secret", answer.Body);
        Assert.TellsNothingOfTheInside(answer);
    }

    [Fact]
    public async Task In_Development_its_detail_is_the_exception()
    {
        await using var development = new TestApp();
        var client = await development.SignedInAs(await development.NewUser());
        using var outage = development.Database.Outage(new InvalidOperationException("Only for developers."));

        var answer = await client.GetAsync(ApiPaths.Account);

        Assert.IsProblem(HttpStatusCode.InternalServerError, "internal_error", answer);
        Assert.Contains("Only for developers.", answer.Body);
    }

    [Fact]
    public async Task In_Development_too_an_outage_is_explained_by_the_app()
    {
        await using var development = new TestApp();
        var client = await development.SignedInAs(await development.NewUser());
        using var outage = development.Database.Outage();

        var answer = await client.GetAsync(ApiPaths.Account);

        Assert.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable", answer);
        Assert.TellsNothingOfTheInside(answer);
    }

    [Fact, Trait("Attack", "A111")]
    public async Task The_log_tells_it()
    {
        var client = await app.SignedInAs(await app.NewUser());
        using var outage = app.Database.Outage(new InvalidOperationException("Something that only the log may tell."));

        Assert.Contains("Something that only the log may tell.", await app.Log.Of(() => client.GetAsync(ApiPaths.Account)));
    }

    [Fact]
    public async Task Every_refusal_of_who_somebody_is_names_the_scheme()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await app.NewVisitor().GetAsync(ApiPaths.Session));
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_credentials", await app.NewVisitor().SignInAsync("nobody@example.com"));
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_credentials", await client.ReauthenticateAsync("not her password"));
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await client.PostAsync($"{ApiPaths.Session}/renew", new { renewalToken = "x" }));
    }
}
