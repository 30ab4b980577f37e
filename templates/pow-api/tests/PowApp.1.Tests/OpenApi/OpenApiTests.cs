using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Web;

namespace PowApp._1.Tests;

/// <summary>The OpenAPI document says what this API does.</summary>
public sealed partial class OpenApiTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Every_endpoint_is_in_it_and_no_other()
    {
        var document = await ApiContract.OfAsync(app);

        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => PathOf(endpoint).StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods, (endpoint, method) => $"{method} {PathOf(endpoint)}");
        Assert.Equal(endpoints.Order(), document.Operations.Select(operation => operation.ToString()).Order());
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_and_a_summary()
    {
        var document = await ApiContract.OfAsync(app);

        Assert.Distinct(document.Operations.Select(operation => operation.Id));
        Assert.All(document.Operations, operation =>
        {
            Assert.NotNull(operation.Id);
            Assert.False(string.IsNullOrEmpty(operation.Description.GetProperty("summary").GetString()));
        });
    }

    [Fact]
    public async Task It_says_what_to_send()
    {
        var document = await ApiContract.OfAsync(app);

        Assert.All(document.Operations.Where(operation => operation.Body.ValueKind is not JsonValueKind.Undefined), operation =>
        {
            var schema = document.Resolve(operation.Body);
            Assert.NotEmpty(schema.GetProperty("required").EnumerateArray());
            Assert.All(schema.GetProperty("properties").EnumerateObject(), property => Assert.True(property.Value.TryGetProperty("description", out _), property.Name));
        });
    }

    [Fact]
    public async Task Its_introduction_leads_through_operations_that_exist_and_names_every_error()
    {
        var document = await ApiContract.OfAsync(app);

        var steps = Request.Matches(document.Introduction);
        Assert.NotEmpty(steps);
        Assert.All(steps, step => document.Find(step.Groups["method"].Value, step.Groups["path"].Value));
        Assert.All(ApiProblem.All, problem => Assert.Contains($"{problem.Status} `{problem.Code}`", document.Introduction));
    }

    [Fact]
    public async Task Every_operation_is_in_one_group_and_every_group_says_what_it_is_about()
    {
        var document = await ApiContract.OfAsync(app);

        Assert.All(document.Tags, tag => Assert.EndsWith(".", tag.Description));
        Assert.Equal(document.Tags.Select(tag => tag.Name).Order(), document.Operations.Select(operation => operation.Tags.Single()).Distinct().Order());
    }

    [Fact]
    public async Task Examples_are_what_is_sent_and_what_comes_back()
    {
        var document = await ApiContract.OfAsync(app);

        foreach (var operation in document.Operations)
        {
            if (operation.Body.ValueKind is not JsonValueKind.Undefined) FitsItsSchema(operation.Body);
            foreach (var (status, answer) in operation.Answers.Where(answer => answer.Status[0] is not '2'))
                foreach (var problem in ApiOperation.ProblemsOf(answer).EnumerateObject())
                {
                    var example = problem.Value.GetProperty("value");
                    Assert.Equal((status, problem.Name), ($"{example.GetProperty("status")}", example.GetProperty("code").GetString()));
                    Assert.Contains($"`{problem.Name}`", answer.GetProperty("description").GetString());
                    Assert.Empty(document.Differences(example, ApiOperation.SchemaOf(answer, "application/problem+json")));
                }
        }

        FitsItsSchema(ApiOperation.SchemaOf(document.Find("POST", ApiPaths.Session).Answers.Single(answer => answer.Status is "200").Description, "application/json"));

        void FitsItsSchema(JsonElement schema) => Assert.Empty(document.Differences(document.Resolve(schema).GetProperty("examples")[0], schema));
    }

    [Fact]
    public async Task The_example_of_a_refused_value_is_that_of_a_missing_field()
    {
        var refusal = (await ApiContract.OfAsync(app)).Find("POST", ApiPaths.Session).Answers.Single(answer => answer.Status is "422").Description;

        var answer = await app.NewVisitor().PostAsync(ApiPaths.Session, new { TestApp.Password });

        Assert.True(JsonElement.DeepEquals(ApiOperation.ProblemsOf(refusal).GetProperty("invalid_values").GetProperty("value"), answer.Json), $"{answer}");
    }

    [Fact]
    public async Task Whatever_fails_is_a_problem()
    {
        var document = await ApiContract.OfAsync(app);

        Assert.All(document.Operations, operation => Assert.All(operation.Answers.Where(answer => answer.Status[0] is not '2'), answer =>
        {
            Assert.Equal("#/components/schemas/ApiProblem", ApiOperation.SchemaOf(answer.Description, "application/problem+json").GetProperty("$ref").GetString());
            Assert.Equal(
                answer.Status switch { "401" => "WWW-Authenticate", "429" or "503" => "Retry-After", _ => null },
                answer.Description.TryGetProperty("headers", out var headers) ? headers.EnumerateObject().Single().Name : null);
        }));
    }

    [Fact]
    public async Task It_says_who_may_call()
    {
        var document = await ApiContract.OfAsync(app);

        foreach (var operation in document.Operations)
        {
            var path = operation.Path.Replace("{id}", $"{Guid.NewGuid()}");
            var answer = await app.NewVisitor().SendAsync(new HttpMethod(operation.Method), path, new { });
            Assert.True(operation.IsOpen == answer.Code is not "unauthenticated", $"{operation}: {answer}");
        }
    }

    [Fact]
    public async Task A_session_goes_as_it_says()
    {
        var (alice, client) = (await app.NewUser(), app.NewVisitor());

        await AsksAsync(client, HttpStatusCode.Unauthorized, "POST", ApiPaths.Session, new { email = alice.Email, password = "not her password" });
        await AsksAsync(client, HttpStatusCode.BadRequest, "POST", ApiPaths.Session, new { email = 1 });
        await AsksAsync(client, HttpStatusCode.UnprocessableEntity, "POST", ApiPaths.Session, new { email = alice.Email });
        await AsksAsync(client, HttpStatusCode.OK, "POST", ApiPaths.Session, new { email = alice.Email, password = TestApp.Password });
        await AsksAsync(client, HttpStatusCode.OK, "GET", ApiPaths.Session);
        await AsksAsync(client, HttpStatusCode.OK, "GET", ApiPaths.Sessions);
        await AsksAsync(client, HttpStatusCode.NoContent, "DELETE", $"{ApiPaths.Sessions}/{Guid.NewGuid()}");

        app.Clock.Advance(app.Accounts.Sessions.FreshFor);
        await AsksAsync(client, HttpStatusCode.Forbidden, "DELETE", ApiPaths.Sessions);
        await AsksAsync(client, HttpStatusCode.Unauthorized, "POST", $"{ApiPaths.Session}/reauthenticate", new { password = "not her password" });
        await AsksAsync(client, HttpStatusCode.OK, "POST", $"{ApiPaths.Session}/reauthenticate", new { TestApp.Password });
        await AsksAsync(client, HttpStatusCode.NoContent, "DELETE", ApiPaths.Sessions);

        var used = new { client.Tokens!.RenewalToken };
        await AsksAsync(client, HttpStatusCode.OK, "POST", $"{ApiPaths.Session}/renew", used);
        app.Clock.Advance(app.Accounts.Sessions.RenewalGrace);
        await AsksAsync(client, HttpStatusCode.Unauthorized, "POST", $"{ApiPaths.Session}/renew", used);
        await client.SignInAsync(alice);
        await AsksAsync(client, HttpStatusCode.NoContent, "DELETE", ApiPaths.Session);
        await AsksAsync(client, HttpStatusCode.Unauthorized, "GET", ApiPaths.Session);
    }

    [Fact]
    public async Task An_account_goes_as_it_says()
    {
        var client = await app.SignedInAs(await app.NewUser());

        await AsksAsync(client, HttpStatusCode.OK, "GET", ApiPaths.Account);
        await AsksAsync(client, HttpStatusCode.UnprocessableEntity, "PUT", ApiPaths.Email, new { email = "nonsense" });
        await AsksAsync(
            client, HttpStatusCode.OK, "PUT", ApiPaths.Password,
            new { password = TestApp.NewPassword, passwordConfirmation = TestApp.NewPassword, currentPassword = TestApp.Password });
        await AsksAsync(
            client, HttpStatusCode.UnprocessableEntity, "POST", "/api/v1/account-changes/undo",
            new { token = "nonsense", password = TestApp.NewPassword, passwordConfirmation = TestApp.NewPassword });
        await AsksAsync(client, HttpStatusCode.NoContent, "DELETE", ApiPaths.Account);
    }

    [Fact]
    public async Task Too_many_attempts_go_as_it_says()
    {
        var (alice, mallory) = (await app.NewUser(), app.NewVisitor());
        var guess = new { email = alice.Email, password = "not her password" };
        for (var i = 0; i < app.Accounts.Throttling.FreeFailures; i++) await mallory.PostAsync(ApiPaths.Session, guess);

        await AsksAsync(mallory, HttpStatusCode.TooManyRequests, "POST", ApiPaths.Session, guess);
    }

    private async Task AsksAsync(ApiClient client, HttpStatusCode status, string method, string path, object? body = null)
    {
        var document = await ApiContract.OfAsync(app);
        var operation = document.Find(method, path);

        var answer = await client.SendAsync(new HttpMethod(method), path, body);

        Assert.True(status == answer.Status, $"{operation}: {answer}");
        var promised = operation.Answers.Single(promise => promise.Status == $"{(int)status}").Description;
        if (answer.Code is { } code) Assert.True(ApiOperation.ProblemsOf(promised).TryGetProperty(code, out _), $"{operation} does not name {code}.");
        if (answer.ContentType is null) Assert.False(promised.TryGetProperty("content", out _), $"{operation} has no body: {answer}");
        else Assert.Empty(document.Differences(answer.Json, ApiOperation.SchemaOf(promised, answer.ContentType.Split(';')[0])));
    }

    // Without what a parameter has to be: {id:guid} is {id}.
    private static string PathOf(RouteEndpoint endpoint) => "/" + Constraint.Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "");

    [GeneratedRegex("`(?<method>[A-Z]+) (?<path>/api/[^`]+)`")]
    private static partial Regex Request { get; }

    [GeneratedRegex("(?<={[^}]+):[^}]+(?=})")]
    private static partial Regex Constraint { get; }
}
