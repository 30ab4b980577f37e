using System.Net;
using System.Text;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A request comes from whom its access token belongs to, and from nobody when there is anything odd about it.</summary>
public sealed class BearerTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory, Trait("Attack", "A126")]
    [InlineData("Bearer {0}")]
    [InlineData("bearer {0}")]
    [InlineData("BEARER {0}")]
    public async Task Its_scheme_may_be_written_in_any_case(string header) => Assert.Equal(200, await StatusOfAsync(header));

    [Theory, Trait("Attack", "A126")]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("{0}")]
    [InlineData("Bearer{0}")]
    [InlineData("Bearer  {0}")]
    [InlineData("Bearer\t{0}")]
    [InlineData("Bearer: {0}")]
    [InlineData("Bearer={0}")]
    [InlineData("Bearer \"{0}\"")]
    [InlineData("Bearer token={0}")]
    [InlineData("Bearer {0},{0}")]
    [InlineData("Bearer {0}, Bearer {0}")]
    [InlineData("Bearer {0} {0}")]
    [InlineData("Bearer Bearer {0}")]
    [InlineData("Bearer {0}=")]
    [InlineData("Bearer {0}é")]
    [InlineData("Basic {0}")]
    [InlineData("Token {0}")]
    [InlineData("DPoP {0}")]
    public async Task What_is_not_one_well_formed_token_is_none(string header) =>
        Assert.Equal(401, await StatusOfAsync(header));

    [Fact, Trait("Attack", "A126")]
    public async Task Two_headers_or_a_very_long_one_are_no_token()
    {
        Assert.Equal(401, await StatusOfAsync("Bearer {0}", "Bearer {0}"));
        Assert.Equal(401, await StatusOfAsync("Bearer {0}", "Basic YTpi"));
        Assert.Equal(401, await StatusOfAsync("Bearer {0}" + new string('a', 8192)));
    }

    /// <summary>Each character bent, each end cut off: the same answer as for no token at all, down to the last header.</summary>
    [Fact, Trait("Attack", "A26")]
    public async Task A_token_that_is_bent_or_cut_is_nobodys()
    {
        var token = (await app.SignedInAs(await app.NewUser())).Tokens!.AccessToken;
        var none = (await app.NewVisitor().GetAsync(ApiPaths.Session)).ShapeWithout(token);

        for (var i = 0; i < token.Length; i++)
        {
            var other = token[i] is 'A' ? 'B' : 'A';
            foreach (var odd in new[] { $"{token[..i]}{other}{token[(i + 1)..]}", token[..i], token[i..] + 'A' })
                Assert.Equal(none, (await SendAsync(odd)).ShapeWithout(token));
        }
    }

    /// <summary>What the database keeps, and what a list shows, in whichever way it may be written.</summary>
    [Fact, Trait("Attack", "A26"), Trait("Attack", "A27")]
    public async Task What_the_app_knows_of_a_session_signs_nobody_in()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var hash = Secret.Hash(client.Tokens!.AccessToken);
        var id = (await client.GetAsync(ApiPaths.Session)).Json.GetProperty("id").GetGuid();
        string[] values =
        [
            Convert.ToHexString(hash), Convert.ToBase64String(hash), Convert.ToBase64String(hash).Replace('+', '-').Replace('/', '_').TrimEnd('='),
            id.ToString(), id.ToString("N"), Convert.ToBase64String(Encoding.UTF8.GetBytes("1")),
        ];

        foreach (var value in values) Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await SendAsync(value));
    }

    [Fact, Trait("Attack", "A27")]
    public async Task Neither_token_is_kept()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.False(app.Data.Keeps(client.Tokens!.AccessToken));
        Assert.False(app.Data.Keeps(client.Tokens.RenewalToken.Split('.')[1]));
    }

    private Task<Answer> SendAsync(string token) =>
        app.NewVisitor().SendAsync(new HttpRequestMessage(HttpMethod.Get, ApiPaths.Session) { Headers = { Authorization = new("Bearer", token) } });

    // As they arrive: a client of .NET tidies up what it sends.
    private async Task<int> StatusOfAsync(params string[] headers)
    {
        var token = (await app.SignedInAs(await app.NewUser())).Tokens!.AccessToken;
        var context = await app.Server.SendAsync(context =>
        {
            context.Request.Path = ApiPaths.Session;
            context.Request.Headers.Authorization = headers.Select(header => header.Replace("{0}", token)).ToArray();
            context.Request.Headers[TestApp.PeerAddress] = "203.0.113.1";
        }, TestContext.Current.CancellationToken);
        return context.Response.StatusCode;
    }
}
