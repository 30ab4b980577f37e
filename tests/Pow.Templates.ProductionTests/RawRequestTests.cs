using System.Net;
namespace Pow.Templates.ProductionTests;

/// <summary>Requests that no browser makes, straight to the app's own port. Each is refused, and no error.</summary>
[Collection(typeof(BehindProxy))]
public sealed class RawRequestTests(Site site)
{
    private const string Common = "Host: shop.example\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n";
    private const string Form = $"POST /session/new HTTP/1.1\r\n{Common}Content-Type: application/x-www-form-urlencoded\r\n";
    private const string Page = $"GET /session/new HTTP/1.1\r\n{Common}";

    // A request by what is odd about it.
    private static readonly Dictionary<string, string> _requests = new()
    {
        ["a length and chunks"] = $"{Form}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Page}\r\n",
        ["chunks and a length"] = $"{Form}Transfer-Encoding: chunked\r\nContent-Length: 44\r\n\r\n0\r\n\r\n{Page}\r\n",
        ["two lengths"] = $"{Form}Content-Length: 0\r\nContent-Length: 60\r\n\r\n{Page}\r\n",
        ["two lengths in one"] = $"{Form}Content-Length: 0, 60\r\n\r\n{Page}\r\n",
        ["a length below zero"] = $"{Form}Content-Length: -1\r\n\r\n",
        ["a length that no number holds"] = $"{Form}Content-Length: 99999999999999999999\r\n\r\n",
        ["chunks that are not the last coding"] = $"{Form}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        ["a coding before the chunks"] = $"{Form}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        ["a chunk without a size"] = $"{Form}Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        ["a chunk of huge size"] = $"{Form}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
        ["a bare line feed in a chunk extension"] = $"{Form}Transfer-Encoding: chunked\r\n\r\n1;a\nb\r\nx\r\n0\r\n\r\n",
        ["a header that is folded"] = $"{Page}X-Folded: one\r\n two\r\n\r\n",
        ["a header after a bare carriage return"] = $"{Page}X-One: 1\rX-Two: 2\r\n\r\n",
        ["a header with a space before its colon"] = $"{Page}X-Odd : 1\r\n\r\n",
        ["a header with NUL"] = $"{Page}X-Odd: a\0b\r\n\r\n",
        ["a header without a name"] = $"{Page}: 1\r\n\r\n",
        ["a header of 64 KB"] = $"{Page}X-Long: {new string('a', 64 * 1024)}\r\n\r\n",
        ["a thousand headers"] = $"{Page}{string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-{i}: 1\r\n"))}\r\n",
        ["five hundred cookies"] = $"{Page}Cookie: {string.Join("; ", Enumerable.Range(0, 500).Select(i => $"c{i}={new string('a', 100)}"))}\r\n\r\n",
        ["ten thousand fields"] = FormOf(string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"{i}="))),
        ["a field of 1 MB"] = FormOf($"Email={new string('a', 1024 * 1024)}"),
        ["a name of 60 KB"] = FormOf($"{new string('a', 60 * 1024)}=1"),
        ["a form that stops half-way"] = $"{Form}Content-Length: 100000\r\n\r\nEmail=",
        ["a form of another kind"] = $"POST /session/new HTTP/1.1\r\n{Common}Content-Type: multipart/form-data; boundary=\r\nContent-Length: 3\r\n\r\n--\n",
        ["a path with NUL"] = $"GET /a\0b HTTP/1.1\r\n{Common}\r\n",
        ["a path with an escaped NUL"] = $"GET /a%00b HTTP/1.1\r\n{Common}\r\n",
        ["a path that is not UTF-8"] = $"GET /%FF%FE HTTP/1.1\r\n{Common}\r\n",
        ["a path that is a surrogate"] = $"GET /%ED%A0%80 HTTP/1.1\r\n{Common}\r\n",
        ["a path that is not escaped"] = $"GET /\u00ff HTTP/1.1\r\n{Common}\r\n",
        ["a path that climbs"] = $"GET /../../../etc/passwd HTTP/1.1\r\n{Common}\r\n",
        ["a path that climbs, escaped"] = $"GET /css/..%2f..%2fappsettings.json HTTP/1.1\r\n{Common}\r\n",
        ["a path of 64 KB"] = $"GET /{new string('a', 64 * 1024)} HTTP/1.1\r\n{Common}\r\n",
        ["a token that is not UTF-8"] = $"GET /account-changes/%FF%FE HTTP/1.1\r\n{Common}\r\n",
        ["another site’s address"] = $"GET http://evil.example/ HTTP/1.1\r\n{Common}\r\n",
        ["no host"] = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        ["two hosts"] = $"GET / HTTP/1.1\r\nHost: evil.example\r\n{Common}\r\n",
        ["an unknown verb"] = $"BREW /session/new HTTP/1.1\r\n{Common}\r\n",
        ["TRACE"] = $"TRACE /session/new HTTP/1.1\r\n{Common}\r\n",
        ["CONNECT"] = $"CONNECT evil.example:443 HTTP/1.1\r\n{Common}\r\n",
        ["HTTP/0.9"] = "GET /\r\n",
        ["HTTP/9.9"] = $"GET / HTTP/9.9\r\n{Common}\r\n",
        ["TLS"] = "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n",
        ["noise"] = "\u00ff\u0001\u00fe\0\r\n\r\n",
    };

    public static TheoryData<string> Oddities => [.. _requests.Keys];

    [Theory, MemberData(nameof(Oddities))]
    public async Task A_request_is_refused_that_has(string oddity)
    {
        var answer = await SendAsync(_requests[oddity]);

        RawRequest.AssertRefused(answer);
        Assert.StartsWith("HTTP/1.1 200", await SendAsync($"{Page}\r\n"));
        Assert.DoesNotContain("fail: ", site.App.Log);
    }

    [Theory]
    [InlineData("a%00b%40example.com")]
    [InlineData("%FF%FE%40example.com")]
    [InlineData("%ED%A0%80%40example.com")]
    [InlineData("%F0%9F%40example.com")]
    [InlineData("%EF%BF%BE%40example.com")]
    [InlineData("%40example.com%0d%0aBcc:%20eve%40example.com")]
    public async Task A_field_may_hold_anything(string value)
    {
        using var client = site.NewClient();
        var password = Uri.EscapeDataString(Account.New().Password);

        await PostAsync("/registration/new", $"Email={value}&Password={password}&PasswordConfirmation={password}");
        await PostAsync("/session/new", $"Email={value}&Password={password}");
        await PostAsync("/session/new", $"Email=ada%40example.com&Password={value}");
        await PostAsync("/reset-password/new", $"Email={value}");
        Assert.DoesNotContain("fail: ", site.App.Log);

        async Task PostAsync(string path, string fields)
        {
            var token = Uri.EscapeDataString(Client.TokenIn(await client.GetAsync(path)));
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Content = new StringContent($"{fields}&__RequestVerificationToken={token}", null, "application/x-www-form-urlencoded");
            var answer = await client.SendAsync(request);
            Assert.True(answer.Status < HttpStatusCode.InternalServerError, answer.ToString());
        }
    }

    private static string FormOf(string fields) => $"{Form}Content-Length: {fields.Length}\r\n\r\n{fields}";

    private Task<string> SendAsync(string request) => RawRequest.SendAsync(site.App.Url, request);
}
