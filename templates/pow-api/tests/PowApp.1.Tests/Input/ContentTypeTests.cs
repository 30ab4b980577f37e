using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace PowApp._1.Tests;

/// <summary>Every endpoint with a body, those that you add too, takes JSON and nothing else: no other site can send that without being asked.</summary>
public sealed class ContentTypeTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory, Trait("Attack", "A72")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("*/*")]
    [InlineData("text/plain")]
    [InlineData("text/json")]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    [InlineData("application/csp-report")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain; application/json")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=nonsense")]
    [InlineData("application/octet-stream")]
    public async Task Another_type_is_refused(string? type)
    {
        var client = await app.SignedInAs(await app.NewUser());
        foreach (var endpoint in ApiEndpoint.Of(app).Where(endpoint => endpoint.Body is not null))
        {
            var content = new StringContent("""{"email":"mallory@evil.test","password":"correct horse battery staple"}""");
            content.Headers.Remove("Content-Type");
            if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);

            Assert.IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type", await client.Copy().SendAsync(endpoint.Request(content)));
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    public async Task Json_is_taken(string type)
    {
        var alice = await app.NewUser();
        var content = JsonContent.Create(new { email = alice.Email, password = TestApp.Password });
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        Assert.Succeeds(await app.NewVisitor().SendAsync(new HttpRequestMessage(HttpMethod.Post, ApiPaths.Session) { Content = content }));
    }

    [Theory, Trait("Attack", "A72")]
    [InlineData("application/json;;")]
    [InlineData("application/json; =x")]
    [InlineData("application/json; charset=\"utf-8")]
    [InlineData("application/json, text/plain")]
    [InlineData("application/json nonsense")]
    [InlineData("application/problem+json")]
    public async Task A_mistake_in_the_body_is_told_however_the_type_is_written(string type)
    {
        var content = new StringContent("""{"emial":"ada@example.com","password":"correct horse battery staple"}""");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await app.NewVisitor().SendAsync(new HttpRequestMessage(HttpMethod.Post, ApiPaths.Session) { Content = content });

        Assert.IsProblem(HttpStatusCode.BadRequest, "invalid_json", answer);
        Assert.Equal("Unknown field \"emial\".", answer.ErrorOf("emial"));
    }

    /// <summary>What is no UTF-8 is no text that could be compared or kept.</summary>
    [Fact, Trait("Attack", "A72")]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        var body = Encoding.Latin1.GetBytes("""{"email":"aÿe@example.com","password":"correct horse battery staple"}""");
        var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };

        var answer = await app.NewVisitor().SendAsync(new HttpRequestMessage(HttpMethod.Post, ApiPaths.Session) { Content = content });

        Assert.IsProblem(HttpStatusCode.BadRequest, "invalid_json", answer);
    }
}
