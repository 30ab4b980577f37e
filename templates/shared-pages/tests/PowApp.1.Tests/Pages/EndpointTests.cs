using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Asks every endpoint of the app, those that you add too.</summary>
public sealed partial class EndpointTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    [Fact, Trait("Attack", "A118")]
    public async Task Only_the_listed_endpoints_answer_somebody_who_is_not_signed_in()
    {
        var open = new List<string>();
        foreach (var endpoint in Endpoints())
        {
            var page = await app.NewVisitor().SendAsync(endpoint.Request());
            // To sign in, and back if it is a page.
            var challenge = endpoint.Method is "GET" ? $"{AccountPaths.SignIn}?" : AccountPaths.SignIn;
            if (page.Status is not HttpStatusCode.SeeOther || page.Location?.StartsWith(challenge, StringComparison.Ordinal) is not true)
                open.Add(endpoint.ToString());
        }

        Assert.Equal(PublicEndpoints.List.Order(), open.Order());
    }

    [Fact, Trait("Attack", "A70")]
    public async Task None_that_changes_anything_accepts_a_form_from_elsewhere()
    {
        var alice = await app.NewUser();
        var other = await app.SignedInAs(alice);

        foreach (var endpoint in Endpoints().Where(endpoint => endpoint.Method is not ("GET" or "HEAD" or "*")))
        {
            var browser = await app.SignedInAs(alice);
            var token = (await browser.GetAsync("/")).Token;
            var strangersToken = (await app.NewVisitor().GetAsync(AccountPaths.SignIn)).Token;

            HttpRequestMessage[] attempts =
            [
                endpoint.Request(),
                endpoint.Request(("__RequestVerificationToken", strangersToken)),
                endpoint.Request($"?__RequestVerificationToken={token}"),
            ];
            foreach (var attempt in attempts)
                Assert.Equal($"{endpoint}: BadRequest", $"{endpoint}: {(await browser.SendAsync(attempt)).Status}");

            Assert.True(await browser.IsSignedInAsync());
        }

        Assert.True(await other.IsSignedInAsync());
    }

    /// <summary>Endpoints and oddities take turns, for the sake of time.</summary>
    [Fact, Trait("Attack", "A93")]
    public async Task None_stumbles_over_what_stands_in_its_address()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var oddities = OddInput.Encoded(mixtures: 5).Where(odd => !odd.Contains("%00")).ToList(); // which no server lets through

        foreach (var (turn, endpoint) in Endpoints().Where(endpoint => endpoint.Pattern.Contains('{')).Index())
            foreach (var odd in oddities.Where((_, index) => index % 3 == turn % 3))
                Assert.IsNoMistake(await browser.Copy().SendAsync(endpoint.Request(odd.Replace("/", "%2F"), "")), $"{endpoint}: {odd}");
    }

    // All but files, and what the framework's own scripts ask for.
    private IEnumerable<Probe> Endpoints() =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = endpoint.RoutePattern.RawText!
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !pattern.Contains(":file") && !pattern.Contains("_framework")
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]
        select new Probe(method, "/" + pattern.TrimStart('/'));

    private sealed record Probe(string Method, string Pattern)
    {
        public HttpRequestMessage Request(string query = "") => Request(null, query);

        public HttpRequestMessage Request(string? parameter, string query) => new(new HttpMethod(Method is "*" ? "GET" : Method), Path(parameter) + query);

        public HttpRequestMessage Request((string Name, string Value) field)
        {
            var request = Request();
            request.Content = new FormUrlEncodedContent([KeyValuePair.Create(field.Name, field.Value)]);
            return request;
        }

        public override string ToString() => $"{Method} {Pattern}";

        private string Path(string? parameter) =>
            Parameter.Replace(Pattern, name => parameter ?? (name.Value.Contains(":int") ? "404" : Guid.Empty.ToString()));
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter { get; }
}
