using System.Net;
using System.Text.RegularExpressions;

namespace Pow.Templates.ProductionTests;

/// <summary>Behind nginx, over https, under a name of its own.</summary>
public abstract partial class ProxyTests(Site site)
{
    private static readonly string[] _securityHeaders =
    [
        "Cache-Control", "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
        "Referrer-Policy", "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options",
    ];

    public static TheoryData<string, string, HttpStatusCode> AnonymousRequests => new()
    {
        { "GET", "/", HttpStatusCode.OK },
        { "GET", "/registration/new", HttpStatusCode.OK },
        { "GET", "/session/new", HttpStatusCode.OK },
        { "GET", "/reset-password/new", HttpStatusCode.OK },
        { "GET", "/favicon.svg", HttpStatusCode.OK },
        { "GET", "/health", HttpStatusCode.OK },
        { "GET", "/registration/edit", HttpStatusCode.SeeOther },
        { "GET", "/reset-password/nonsense", HttpStatusCode.SeeOther },
        { "POST", "/session/new", HttpStatusCode.BadRequest },
        { "GET", "/nowhere", HttpStatusCode.NotFound },
        { "GET", "/account-changes/nonsense", HttpStatusCode.NotFound },
        { "GET", "/session/delete", HttpStatusCode.MethodNotAllowed },
        { "PUT", "/session/new", HttpStatusCode.MethodNotAllowed },
    };

    [Fact]
    public async Task A_person_does_all_that_people_do()
    {
        var account = Account.New();
        var (changed, reset) = (account with { Password = "a new and better one" }, account with { Password = "one that she will keep" });
        await using var ada = await site.VisitAsync();

        await ada.RegisterAsync(account);
        await ada.FollowAsync("Account");
        await ada.SubmitAsync(
            "Change password",
            ("currentPassword", account.Password), ("password", changed.Password), ("passwordConfirmation", changed.Password));
        await ada.SeesAsync("Your password has been changed");
        await site.Mails.ReceiveAsync(account.Email, "Your password was changed");
        await ada.SignOutAsync();

        await ada.AskToResetPasswordAsync(account.Email);
        await ada.GoToAsync(LinkIn(await site.Mails.ReceiveAsync(account.Email, "Reset your password")));
        await ada.IsAtAsync("/reset-password/edit");
        await ada.SubmitAsync("Save new password", ("password", reset.Password), ("passwordConfirmation", reset.Password));
        await ada.SeesAsync("Your password has been changed.");
        await ada.SignInAsync(reset);

        using var elsewhere = site.NewClient();
        elsewhere.Headers.Add(Nginx.ComesFrom, "203.0.113.77");
        Assert.Equal(HttpStatusCode.SeeOther, (await elsewhere.SignInAsync(reset)).Status);
        await ada.FollowAsync("Sessions");
        await ada.SeesAsync("203.0.113.x");

        await ada.FollowAsync("Account");
        await ada.PressAsync("Delete my account");
        await ada.SeesAsync("Your account has been deleted.");
        Assert.Empty(ada.Complaints);
        Assert.All(ada.Requests, request => Assert.StartsWith(site.Url, request));
    }

    [Fact]
    public async Task Nobody_chooses_the_address_that_they_come_from()
    {
        using var mallory = site.NewClient();
        mallory.Headers.Add(Nginx.ComesFrom, "203.0.113.77");
        mallory.Headers.Add("X-Forwarded-For", "192.0.2.77");
        mallory.Headers.Add("X-Real-IP", "192.0.2.77");
        mallory.Headers.Add("Forwarded", "for=192.0.2.77;proto=http");

        await mallory.RegisterAsync(Account.New());
        var sessions = (await mallory.GetAsync("/sessions")).Text;

        Assert.Contains("203.0.113.x", sessions);
        Assert.DoesNotContain("192.0.2", sessions);
    }

    [Fact]
    public async Task The_log_of_the_proxy_tells_no_secret_of_a_link()
    {
        var account = Account.New();
        using var ada = site.NewClient();
        await ada.RegisterAsync(account);
        await ada.AskToResetPasswordAsync(account.Email);
        var link = new Uri(LinkIn(await site.Mails.ReceiveAsync(account.Email, "Reset your password")));
        var secret = link.Segments[^1];

        using var stranger = site.NewPlainClient();
        const string Browser = "Followed-A-Link/1.0"; // Other tests follow links too.
        ada.Headers.Add("User-Agent", Browser);
        stranger.Headers.Add("User-Agent", Browser);
        await ada.GetAsync(link.PathAndQuery);
        await stranger.GetAsync($"{link.PathAndQuery}.");

        var logged = $"{link.PathAndQuery.Replace(secret, "...")} HTTP";
        await Eventually.HoldsAsync(() => Lines().Length == 2, "The proxy doesn't log both requests.");
        Assert.All(Lines(), line => Assert.Contains(logged, line));
        Assert.DoesNotContain(secret, site.Proxy.AccessLog);

        string[] Lines() => [.. site.Proxy.AccessLog.Split('\n').Where(line => line.Contains(Browser))];
    }

    [Theory, MemberData(nameof(AnonymousRequests))]
    public async Task Every_answer_to_a_stranger_has_every_security_header_once(string method, string path, HttpStatusCode status)
    {
        using var client = site.NewClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var answer = await client.SendAsync(request);

        Assert.Equal(status, answer.Status);
        AssertHardened(answer);
    }

    [Fact]
    public async Task Every_answer_to_a_user_has_every_security_header_once()
    {
        var account = Account.New();
        using var client = site.NewClient();
        AssertHardened(await client.RegisterAsync(account with { Password = "short" }), HttpStatusCode.UnprocessableEntity);
        AssertHardened(await client.RegisterAsync(account with { Password = new string('a', 100_000) }), HttpStatusCode.BadRequest);
        AssertHardened(await client.RegisterAsync(account), HttpStatusCode.SeeOther);
        foreach (var page in new[] { "/", "/registration/edit", "/sessions", "/session/reauthenticate" })
            AssertHardened(await client.GetAsync(page), HttpStatusCode.OK);

        var stylesheet = Stylesheet.Match((await client.GetAsync("/")).Text).Groups[1].Value;
        var style = await client.GetAsync(stylesheet);
        AssertHardened(style, HttpStatusCode.OK);
        Assert.Contains("immutable", style.Header("Cache-Control")); // Its address names its content.
        client.Headers.Add("If-None-Match", style.Header("ETag"));
        AssertHardened(await client.GetAsync(stylesheet), HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Every_cookie_is_for_this_host_and_https_alone()
    {
        var account = Account.New();
        using var client = site.NewClient();
        List<Answer> answers =
        [
            await client.GetAsync("/registration/new"),
            await client.RegisterAsync(account),
            await client.ChangePasswordAsync(account.Password, "a new and better one"),
            await client.SubmitAsync("/", "/session/delete"),
            await client.AskToResetPasswordAsync(account.Email),
        ];
        answers.Add(await client.GetAsync(new Uri(LinkIn(await site.Mails.ReceiveAsync(account.Email, "Reset your password"))).PathAndQuery));

        var cookies = answers.SelectMany(answer => answer.HeadersNamed("Set-Cookie")).ToList();

        Assert.Equal(
            ["__Host-shop-device", "__Host-shop-email", "__Host-shop-forms", "__Host-shop-notice", "__Host-shop-reset-password", "__Host-shop-session"],
            cookies.Select(cookie => cookie.Split('=')[0]).Distinct().Order());
        Assert.All(cookies, cookie =>
        {
            var attributes = cookie.ToLowerInvariant().Split("; ")[1..];
            Assert.Contains("secure", attributes);
            Assert.Contains("httponly", attributes);
            Assert.Contains("path=/", attributes);
            Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("domain", StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/session/new?request_path=%2Fsessions")]
    [InlineData("POST", "/session/new")]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/favicon.svg")]
    public async Task Plain_http_leads_to_https_and_sets_no_cookie(string method, string path)
    {
        foreach (var newClient in new[] { site.NewPlainClient, site.NewDirectClient })
        {
            using var client = newClient();
            using var request = new HttpRequestMessage(new HttpMethod(method), path);

            var answer = await client.SendAsync(request);

            Assert.True(answer.Status is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect, answer.ToString());
            Assert.Matches($"^https://shop.example(:[0-9]+)?{Regex.Escape(path)}$", answer.Location);
            Assert.Empty(answer.HeadersNamed("Set-Cookie"));
        }
    }

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Link { get; }

    [GeneratedRegex("""<link rel="stylesheet" href="([^"]+)" """)]
    private static partial Regex Stylesheet { get; }

    private static string LinkIn(ReceivedMail mail) => Link.Match(mail.Message.TextBody!).Value;

    private static void AssertHardened(Answer answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.Status);
        AssertHardened(answer);
    }

    private static void AssertHardened(Answer answer)
    {
        foreach (var name in _securityHeaders) Assert.True(answer.HeadersNamed(name).Count() is 1, $"{name}: {answer}");
        Assert.StartsWith("max-age=31536000", answer.Header("Strict-Transport-Security"));
        Assert.Empty(answer.HeadersNamed("X-Powered-By"));
    }
}

[Collection(typeof(BehindProxy))]
public sealed class MvcProxyTests(Site site) : ProxyTests(site);

public sealed class BlazorProxyTests(BlazorSite site) : ProxyTests(site), IClassFixture<BlazorSite>
{
    private readonly BlazorSite _site = site;

    [Fact]
    public async Task A_live_page_is_connected_through_the_proxy_and_ends_with_the_session()
    {
        await using var ada = await _site.VisitAsync();
        await ada.RegisterAsync(Account.New());
        var live = await ada.Context.NewPageAsync();
        var connection = live.WaitForWebSocketAsync();
        await live.GotoAsync("/activity");
        await Assertions.Expect(live.GetByText("Connected", new() { Exact = true })).ToBeVisibleAsync();
        Assert.StartsWith(_site.Url.Replace("https:", "wss:"), (await connection).Url);

        await ada.SignOutAsync();

        await Assertions.Expect(live).ToHaveURLAsync($"{_site.Url}/session/new?request_path=%2Factivity");
        Assert.Empty(ada.Complaints);
    }
}
