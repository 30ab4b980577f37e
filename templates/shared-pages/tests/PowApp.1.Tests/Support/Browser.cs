using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.Routing;

namespace PowApp._1.Tests;

/// <summary>
/// Reads pages, fills in their forms and keeps cookies as a browser does, from an address of its own. It goes where it is told
/// and follows no redirect by itself.
/// </summary>
public sealed partial class Browser
{
    private static int _lastAddress;

    private readonly WebApplicationFactory<Program> _process;
    private readonly Uri _origin;
    private readonly HttpClient _client;

    public Browser(WebApplicationFactory<Program> process, Uri origin)
    {
        _process = process;
        _origin = origin;
        _client = process.CreateDefaultClient(origin, new CookieContainerHandler(Cookies));
        var address = Interlocked.Increment(ref _lastAddress);
        ComesFrom($"10.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}");
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Every Set-Cookie header that it received.</summary>
    public List<string> SetCookies { get; } = [];

    /// <summary>Sent with every request.</summary>
    public HttpRequestHeaders Headers => _client.DefaultRequestHeaders;

    /// <summary>The value of the session cookie; null for none.</summary>
    public string? Session => Cookies.GetCookies(_origin).SingleOrDefault(IsSession)?.Value;

    /// <summary>A browser with the same cookies, as somebody has who copied them.</summary>
    public Browser Copy() => CopyTo(_process);

    /// <summary>The same, for another process of the app.</summary>
    public Browser CopyTo(WebApplicationFactory<Program> process)
    {
        var copy = new Browser(process, _origin);
        copy.TakeCookiesOf(this);
        return copy;
    }

    public void TakeCookiesOf(Browser other, Func<string, bool>? named = null)
    {
        foreach (var cookie in other.Cookies.GetCookies(_origin).Where(cookie => named?.Invoke(cookie.Name) is not false)) Cookies.Add(cookie);
    }

    /// <summary>Shows something else from now on.</summary>
    public void SetSession(string value)
    {
        foreach (var cookie in Cookies.GetCookies(_origin).Where(IsSession)) cookie.Value = value;
    }

    /// <summary>The address that its requests come from.</summary>
    public string Address => Headers.GetValues(TestApp.PeerAddress).Single();

    /// <summary>Sends all requests from this address from now on.</summary>
    public Browser ComesFrom(string address)
    {
        Headers.Remove(TestApp.PeerAddress);
        Headers.Add(TestApp.PeerAddress, address);
        return this;
    }

    public Task<Page> GetAsync(string url) => SendAsync(new HttpRequestMessage(HttpMethod.Get, url));

    /// <summary>Goes where a page that it received leads to.</summary>
    public Task<Page> FollowAsync(Page page) => GetAsync(page.Location ?? throw new InvalidOperationException($"The page leads nowhere: {page}"));

    /// <summary>Opens a page, fills in its form and sends it.</summary>
    public async Task<Page> SubmitAsync(string url, object fields) => await SubmitAsync(await GetAsync(url), fields);

    /// <summary>Fills in the form that has these fields, by the last part of their names, and sends it.</summary>
    public Task<Page> SubmitAsync(Page page, object fields)
    {
        var values = new RouteValueDictionary(fields);
        var form = page.FormWith(values.Keys);
        foreach (var (name, value) in values) form.Fill(name, value);
        return SendAsync(form);
    }

    /// <summary>Presses the first button with this text.</summary>
    public async Task<Page> PressAsync(string url, string button) => await PressAsync(await GetAsync(url), button);

    public Task<Page> PressAsync(Page page, string button) => SendAsync(page.Button(button).Form!);

    /// <summary>Sends a form that is on no page.</summary>
    public Task<Page> PostAsync(string url, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

    public async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using var response = await _client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
            lock (SetCookies) SetCookies.AddRange(cookies);
        return await Page.ReadAsync(response);
    }

    private Task<Page> SendAsync(IHtmlFormElement form)
    {
        var submission = form.GetSubmission()!;
        var request = new HttpRequestMessage(new HttpMethod(submission.Method.ToString().ToUpperInvariant()), submission.Target.Href);
        if (request.Method != HttpMethod.Get)
        {
            request.Content = new StreamContent(submission.Body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(submission.MimeType!);
        }

        return SendAsync(request);
    }

    private static bool IsSession(Cookie cookie) => cookie.Name.EndsWith("-session", StringComparison.Ordinal);
}
