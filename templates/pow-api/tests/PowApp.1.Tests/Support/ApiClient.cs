using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Calls the API from an address of its own, and keeps the tokens that it gets. It renews them when it is told to.</summary>
public sealed partial class ApiClient
{
    private static int _lastAddress;

    private readonly TestApp _app;
    private readonly WebApplicationFactory<Program> _process;
    private readonly HttpClient _client;

    public ApiClient(TestApp app) : this(app, app, app.Origin)
    {
    }

    public ApiClient(TestApp app, WebApplicationFactory<Program> process, Uri origin)
    {
        (_app, _process) = (app, process);
        _client = process.CreateDefaultClient(origin);
        var address = Interlocked.Increment(ref _lastAddress);
        ComesFrom($"10.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}");
    }

    /// <summary>Null for an anonymous client.</summary>
    public TokenPair? Tokens { get; set; }

    /// <summary>The access token; null for none.</summary>
    public string? Session => Tokens?.AccessToken;

    /// <summary>Sent with every request.</summary>
    public HttpRequestHeaders Headers => _client.DefaultRequestHeaders;

    /// <summary>A client with the same tokens, as somebody has who copied them.</summary>
    public ApiClient Copy() => CopyTo(_process);

    /// <summary>The same, for another process of the app.</summary>
    public ApiClient CopyTo(WebApplicationFactory<Program> process) => new(_app, process, _client.BaseAddress!) { Tokens = Tokens };

    /// <summary>Shows something else from now on.</summary>
    public void SetSession(string value) => Tokens = Tokens! with { AccessToken = value };

    /// <summary>The address that its requests come from.</summary>
    public string Address => Headers.GetValues(TestApp.PeerAddress).Single();

    /// <summary>Sends all requests from this address from now on.</summary>
    public ApiClient ComesFrom(string address)
    {
        Headers.Remove(TestApp.PeerAddress);
        Headers.Add(TestApp.PeerAddress, address);
        return this;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> SendAsync(HttpMethod method, string path, object? body = null)
    {
        foreach (var (name, value) in new RouteValueDictionary(body))
            if (name.Contains("password", StringComparison.OrdinalIgnoreCase)) _app.Secrets.Add(value as string);

        return SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) });
    }

    /// <summary>Sends a request, with the access token unless it brings one of its own, and keeps the tokens of the answer.</summary>
    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        if (Tokens is not null && !request.Headers.Contains("Authorization"))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.AccessToken);

        using var response = await _client.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        if (answer.Tokens is { } tokens) Keep(tokens);
        return answer;
    }

    private void Keep(TokenPair tokens)
    {
        Tokens = tokens;
        _app.Secrets.Add(tokens.AccessToken);
        foreach (var part in tokens.RenewalToken.Split('.')) _app.Secrets.Add(part);
    }
}
