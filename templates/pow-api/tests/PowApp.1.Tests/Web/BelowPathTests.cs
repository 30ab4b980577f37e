using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.TestHost;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The front end is below a path of its host, and the API there too, or on a host of its own.</summary>
public sealed partial class BelowPathTests
{
    [Theory]
    [InlineData(PathHandling.Keeps, "/shop")]
    [InlineData(PathHandling.Removes, "/shop")]
    [InlineData(PathHandling.Sets, "/shop")]
    [InlineData(PathHandling.Keeps, "")]
    public async Task A_client_signs_in_and_out_there(PathHandling handling, string path)
    {
        await using var app = new AppBelowPath(handling);
        var alice = await app.NewUser();
        var client = app.NewVisitor();

        Assert.Succeeds(await client.PostAsync(path + ApiPaths.Session, new { email = alice.Email, password = TestApp.Password }));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path + ApiPaths.Session)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(path + ApiPaths.Session)).Status);
        Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await client.GetAsync(path + ApiPaths.Session));
        Assert.IsProblem(HttpStatusCode.NotFound, "not_found", await client.GetAsync("/shopping" + ApiPaths.Session));
    }

    [Fact]
    public async Task An_emailed_link_leads_to_the_front_end()
    {
        await using var app = new AppBelowPath(PathHandling.Keeps);
        var client = await app.SignedInAs(await app.NewUser());
        var email = TestApp.NewAddress();
        Assert.Succeeds(await client.PutAsync("/shop" + ApiPaths.Email, new { email }));

        Assert.StartsWith("https://app.example/shop/confirm-email/", (await app.Mailbox.ToAsync(email))[^1].Link);
    }

    [Fact]
    public async Task In_Development_what_a_browser_opens_is_below_the_path_of_the_server()
    {
        await using var app = new TestApp();
        await using var development = app.WithWebHostBuilder(host =>
            host.ConfigureTestServices(services => ServerInFront.Add(services, PathHandling.Sets)));
        var client = new ApiClient(app, development, app.Origin);

        Assert.Equal("/shop/scalar", (await client.GetAsync("/shop/")).Headers.Location?.OriginalString);
        var page = await client.GetAsync($"/shop{AccountPaths.SignIn}");
        Assert.SendsItsFormTo("POST /shop/api/v1/session", page);
        var addresses = Address.Matches(page.Body).Select(address => address.Groups[1].Value).ToList();
        Assert.Contains("/shop/js/front-end.js", addresses);
        Assert.All(addresses, address => Assert.StartsWith("/shop/", address));
        foreach (var address in addresses) Assert.NotEqual(HttpStatusCode.NotFound, (await client.GetAsync(address)).Status);

        var servers = JsonDocument.Parse((await client.GetAsync("/shop/openapi/v1.json")).Body).RootElement.GetProperty("servers");
        Assert.Equal(["http://localhost/shop"], servers.EnumerateArray().Select(server => server.GetProperty("url").GetString()!.TrimEnd('/')));
    }

    [GeneratedRegex("(?:href|src)=\"([^#\"]+)\"")]
    private static partial Regex Address { get; }
}
