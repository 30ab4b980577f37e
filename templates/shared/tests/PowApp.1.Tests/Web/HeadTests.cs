using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>HEAD asks what GET would answer, without the body (RFC 9110, section 9.3.2).</summary>
public sealed partial class HeadTests(TestApp app) : IClassFixture<TestApp>
{
    /// <summary>On every endpoint of the app, those that you add too, on files, and where there is nothing.</summary>
    [Fact]
    public async Task It_is_answered_as_get_is()
    {
        await AssertAnsweredAsGetAsync(app);
    }

    [Fact]
    public async Task In_production_too()
    {
        await using var production = new ProductionApp();

        await AssertAnsweredAsGetAsync(production);
    }

    [Fact]
    public async Task A_user_who_is_signed_in_gets_the_same_answer()
    {
        var visitor = await app.SignedInAs(await app.NewUser());
        foreach (var path in PathsOf(app))
        {
            var (get, head) = (await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, path)), await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, path)));
            Assert.Equal($"{path}: {get.Status} {get.Headers.Location}", $"{path}: {head.Status} {head.Headers.Location}");
        }
    }

    [Fact]
    public async Task It_is_allowed_where_get_is()
    {
        Assert.Matches("^405 Allow: GET,.* HEAD[,;]", await AskAsync(app, "DELETE", AccountPaths.SignIn));
    }

    [Fact]
    public async Task No_body_comes_in_between_on_a_connection_that_is_kept()
    {
        await using var server = new TestApp();
        server.UseKestrel(0);
        server.StartServer();
        var address = server.ClientOptions.BaseAddress;
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        using var stream = connection.GetStream();

        string[] paths = [AccountPaths.SignIn, "/nothing", "/css/app.css"];
        var requests = paths.Select(path => Request("HEAD", path)).Append(Request("GET", "/health/live", "Connection: close\r\n"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(requests)), TestContext.Current.CancellationToken);
        var answers = (await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n\r\n");

        Assert.Equal(["200", "404", "200", "200"], answers.Take(4).Select(answer => answer["HTTP/1.1 ".Length..][..3]));
        Assert.Contains("Healthy", answers[4]);

        string Request(string method, string path, string more = "") =>
            $"{method} {path} HTTP/1.1\r\nHost: {address.Authority}\r\n{TestApp.PeerAddress}: 10.0.0.1\r\n{more}\r\n";
    }

    // Nothing is counted twice: every path is asked for from an address of its own.
    private static async Task AssertAnsweredAsGetAsync(TestApp app)
    {
        foreach (var (i, path) in PathsOf(app).Index())
            Assert.Equal($"{path}: {await AskAsync(app, "GET", path, $"10.0.1.{i}")}", $"{path}: {await AskAsync(app, "HEAD", path, $"10.0.1.{i}")}");
    }

    private static IEnumerable<string> PathsOf(TestApp app) =>
    [
        .. from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let pattern = endpoint.RoutePattern.RawText!
           where !pattern.Contains(":file") && !pattern.Contains('.') || pattern.Contains("well-known")
#if (Interactive)
           where !pattern.Contains("_blazor") // which its own script asks, and no one else
#endif
           select "/" + Parameter.Replace(pattern.TrimStart('/'), name => name.Value.Contains(":int") ? "404" : $"{Guid.Empty}"),
        "/css/app.css", "/nothing", "/openapi/v1.json",
    ];

    private static async Task<string> AskAsync(TestApp app, string method, string path, string address = "10.0.0.1")
    {
        var context = await app.Server.SendAsync(context =>
        {
            (context.Request.Method, context.Request.Path) = (method, path);
            (context.Request.Scheme, context.Request.Host) = (app.Origin.Scheme, new HostString(app.Origin.Authority));
            context.Request.Headers[TestApp.PeerAddress] = address;
        });
        // A length that is known only once there is a body may be left out. The framework looks only at a file that it sends for when it was changed.
        // Cookies have another value each time.
        var headers = context.Response.Headers
            .Where(header => header.Key != HeaderNames.ContentLength && header.Key != HeaderNames.LastModified)
            .Select(header => header.Key == HeaderNames.SetCookie ? $"{header.Key}: {header.Value.ToString().Split('=')[0]};" : $"{header.Key}: {header.Value};")
            .Order();
        return $"{context.Response.StatusCode} {string.Join(' ', headers)}";
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter { get; }
}
