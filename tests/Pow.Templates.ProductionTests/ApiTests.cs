using System.Net;
using System.Text.RegularExpressions;

namespace Pow.Templates.ProductionTests;

/// <summary>The published API, where it is another app than one with pages.</summary>
public sealed partial class ApiTests(ApiPublication publication)
{
    private static readonly (string Name, string Value)[] _behindProxy =
        [("KnownProxies:0", "127.0.0.1"), ("AllowedHosts", "shop.example"), ("Accounts:PublicOrigin", "https://www.shop.example")];

    [Fact]
    public async Task It_does_not_start_without_what_it_needs_and_names_all_of_it()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => publication.RunAsync());

        Assert.Contains("cannot start in Production", refusal.Message);
        Assert.All(["AllowedHosts", "Accounts:PublicOrigin", "Mail:Smtp:Host", "Mail:From", "The database"], setting => Assert.Contains($"- {setting} ", refusal.Message));
    }

    [Fact]
    public async Task Mails_lead_to_the_front_end_which_sends_their_tokens()
    {
        using var mails = new MailServer();
        await using var app = await publication.StartAsync(mails, ("Accounts:PublicOrigin", "https://www.shop.example"));
        var account = Account.New();
        using var ada = app.NewApiClient();
        Assert.True((await ada.RegisterAsync(account)).Succeeded);
        Assert.Equal(HttpStatusCode.Accepted, (await ada.AskToResetPasswordAsync(account.Email)).Status);

        var mail = await mails.ReceiveAsync(account.Email, "Reset your password");
        var token = Link.Match(mail.Message.TextBody!).Groups[1].Value;
        Assert.Contains($"https://www.shop.example/reset-password/{token}", mail.Message.HtmlBody);
        Assert.Equal(HttpStatusCode.NoContent, (await ada.ResetPasswordAsync(token, "a new and better one")).Status);

        Assert.False(await ada.IsSignedInAsync());
        Assert.True((await ada.SignInAsync(account with { Password = "a new and better one" })).Succeeded);
        Assert.True((await ada.RenewAsync()).Succeeded);
        Assert.True(await ada.IsSignedInAsync());
    }

    [Fact]
    public async Task Plain_http_is_refused_and_leads_nowhere()
    {
        using var mails = new MailServer();
        await using var app = await publication.StartAsync($"http://127.0.0.1:{FreePort.Take()}", mails, _behindProxy);

        foreach (var request in new[] { Request("GET", "/api/v1/session", ""), Request("POST", "/api/v1/session", ""), Request("GET", "/", "") })
        {
            var answer = await RawRequest.SendAsync(app.Url, request);
            Assert.StartsWith("HTTP/1.1 403 ", answer);
            Assert.Contains("\"code\":\"https_required\"", answer);
            Assert.DoesNotContain("Location:", answer);
        }

        Assert.StartsWith("HTTP/1.1 200 ", await RawRequest.SendAsync(app.Url, Request("GET", "/health", "")));
        var behindProxy = await RawRequest.SendAsync(app.Url, Request("GET", "/api/v1/session", "X-Forwarded-Proto: https\r\n"));
        Assert.StartsWith("HTTP/1.1 401 ", behindProxy);
        Assert.Contains("Strict-Transport-Security: max-age=31536000", behindProxy);
        Assert.DoesNotContain("Set-Cookie:", behindProxy);
    }

    [Fact]
    public async Task A_stranger_cannot_call_plain_http_secure()
    {
        using var mails = new MailServer();
        await using var app = await publication.StartAsync($"http://127.0.0.1:{FreePort.Take()}", mails, ("AllowedHosts", "shop.example"), ("Accounts:PublicOrigin", "https://www.shop.example"));

        Assert.StartsWith("HTTP/1.1 403 ", await RawRequest.SendAsync(app.Url, Request("GET", "/api/v1/session", "X-Forwarded-Proto: https\r\n")));
    }

    [Fact]
    public async Task Requests_that_no_client_makes_are_refused()
    {
        using var mails = new MailServer();
        await using var app = await publication.StartAsync($"http://127.0.0.1:{FreePort.Take()}", mails, _behindProxy);
        const string json = "POST /api/v1/session HTTP/1.1\r\nHost: shop.example\r\nX-Forwarded-Proto: https\r\nConnection: close\r\nContent-Type: application/json\r\n";
        const string next = "GET /health HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n";
        string[] requests =
        [
            .. ((string[])["", "{", "[]", "null", "\"a\"", "{\"email\":1}", "{\"email\":\"a\",\"email\":\"b\"}", "{\"email\":\"\u00ff\"}", "{\"email\":\"\\ud800\"}", "{\"email\":\"a\0\"}", $"{{\"email\":\"{new string('a', 100_000)}\"}}", $"{new string('[', 10_000)}"])
                .Select(body => $"{json}Content-Length: {body.Length}\r\n\r\n{body}"),
            $"{json}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{next}\r\n",
            $"{json}Content-Length: 0\r\nContent-Length: 60\r\n\r\n{next}\r\n",
            $"{json}Content-Length: -1\r\n\r\n",
            $"{json}Content-Length: 100000\r\n\r\n{{",
            $"{json}Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
            $"{json}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{{}}",
            json.Replace("application/json", "text/plain") + "Content-Length: 2\r\n\r\n{}",
            json.Replace("Content-Type: application/json\r\n", "") + "Content-Length: 2\r\n\r\n{}",
            json.Replace("application/json", "application/json; charset=utf-7") + "Content-Length: 2\r\n\r\n{}",
            json.Replace("POST", "BREW") + "Content-Length: 2\r\n\r\n{}",
            json.Replace("shop.example", "evil.example") + "Content-Length: 2\r\n\r\n{}",
            Request("GET", "/api/v1/session", "X-Forwarded-Proto: https\r\nAuthorization: Bearer\r\n"),
            Request("GET", "/api/v1/session", $"X-Forwarded-Proto: https\r\nAuthorization: Bearer {new string('a', 43)}\r\nAuthorization: Bearer {new string('b', 43)}\r\n"),
            Request("GET", "/api/v1/session", $"X-Forwarded-Proto: https\r\nAuthorization: Bearer {new string('a', 64 * 1024)}\r\n"),
            Request("GET", "/api/v1/sess%00ion", "X-Forwarded-Proto: https\r\n"),
            Request("GET", "/%FF%FE", "X-Forwarded-Proto: https\r\n"),
            Request("DELETE", "/api/v1/sessions/../../../etc/passwd", "X-Forwarded-Proto: https\r\n"),
        ];

        foreach (var request in requests) RawRequest.AssertRefused(await RawRequest.SendAsync(app.Url, request));

        Assert.StartsWith("HTTP/1.1 200 ", await RawRequest.SendAsync(app.Url, Request("GET", "/health", "")));
        Assert.DoesNotContain("fail: ", app.Log);
    }

    [GeneratedRegex(@"https://www\.shop\.example/reset-password/(\S+)")]
    private static partial Regex Link { get; }

    private static string Request(string method, string path, string headers) => $"{method} {path} HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n{headers}\r\n";
}
