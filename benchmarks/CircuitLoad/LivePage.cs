using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Pow.Templates.Benchmarks;

/// <summary>A browser that has signed in and has a live page open.</summary>
internal sealed partial class LivePage(Uri app) : IAsyncDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly TaskCompletionSource _isLive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isLeaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpClient? _http;
    private HubConnection? _connection;

    /// <summary>The server has told the page to load again.</summary>
    public Task IsLeaving => _isLeaving.Task;

    private HttpClient Http => _http ??= new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = app };

    public Task RegisterAsync(string email, string password) => SendAsync(
        "/registration/new", "/registration/new", ("Email", email), ("Password", password), ("PasswordConfirmation", password));

    public Task SignInAsync(string email, string password) => SendAsync("/session/new", "/session/new", ("Email", email), ("Password", password));

    public Task EndOtherSessionsAsync() => SendAsync("/sessions", "/sessions/end-others");

    /// <summary>Opens the page and waits until it is live.</summary>
    public async Task OpenAsync(string path)
    {
        var html = await Http.GetStringAsync(path);
        var (marker, state) = (Marker.Match(html).Groups[1].Value, State.Match(html).Groups[1].Value);
        var builder = new HubConnectionBuilder().WithUrl(new Uri(app, "/_blazor"), options => options.Cookies = _cookies);
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        _connection = builder.Build();
        _connection.On<long, byte[]>("JS.RenderBatch", async (batch, _) =>
        {
            _isLive.TrySetResult();
            await _connection.SendAsync("OnRenderCompleted", batch, (string?)null);
        });
        _connection.On<long, string, string?, int, long, int>("JS.BeginInvokeJS", (_, function, _, _, _, _) => Note(function));
        _connection.On<long, string, string?, int, long>("JS.BeginInvokeJS", (_, function, _, _, _) => Note(function));
        await _connection.StartAsync();
        await _connection.InvokeAsync<string?>("StartCircuit", app.ToString(), new Uri(app, path).ToString(), "[]", state);
        var operations = $$"""{"batchId":1,"operations":[{"type":"add","ssrComponentId":1,"marker":{{marker}}}]}""";
        await _connection.SendAsync("UpdateRootComponents", operations, state);
        await _isLive.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _http?.Dispose();
    }

    private void Note(string function)
    {
        if (function.EndsWith("refresh", StringComparison.Ordinal)) _isLeaving.TrySetResult();
    }

    private async Task SendAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Token.Match(await Http.GetStringAsync(page)).Groups[1].Value;
        var form = fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        using var response = await Http.PostAsync(action, new FormUrlEncodedContent(form));
        if (response.StatusCode is not HttpStatusCode.SeeOther) throw new InvalidOperationException($"{action}: {response.StatusCode}");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token { get; }

    [GeneratedRegex("""<!--Blazor:(\{"type":"server".+?\})-->""")]
    private static partial Regex Marker { get; }

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.+?)-->")]
    private static partial Regex State { get; }
}
