using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Pow.Templates.Benchmarks;

/// <summary>An app on somebody's phone: signs in, asks who it is now and then, and renews its tokens.</summary>
internal sealed class Client : IDisposable
{
    private const string Session = "/api/v1/session";
    private const string Password = "correct horse battery staple";

    private readonly HttpClient _http;
    private readonly string _email;
    private Tokens _tokens = new("", "");

    /// <param name="origin">Where the API is. It takes this client for a proxy that ends TLS.</param>
    public Client(Uri origin, int number)
    {
        _http = new HttpClient { BaseAddress = origin };
        _http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        _email = $"user{number}@example.com";
    }

    public async Task RegisterAsync() =>
        (await _http.PostAsJsonAsync("/api/v1/registration", new { email = _email, password = Password, passwordConfirmation = Password })).EnsureSuccessStatusCode();

    /// <summary>Signs in after a while, and goes on until the time is over.</summary>
    public async Task UseAsync(TimeSpan delay, TimeSpan duration, Figures figures)
    {
        var end = DateTime.UtcNow + duration;
        await Task.Delay(delay);
        if (!await figures.MeasureAsync("sign in", SignInAsync)) return;

        var renewAt = NextRenewal();
        while (DateTime.UtcNow < end)
        {
            await Task.Delay(Random.Shared.Next(100, 200));
            if (DateTime.UtcNow >= renewAt)
            {
                await figures.MeasureAsync("renew", RenewAsync);
                renewAt = NextRenewal();
            }

            await figures.MeasureAsync("call", CallAsync);
        }

        if (!await IsSignedInAsync()) figures.CountLostSession();
    }

    public void Dispose() => _http.Dispose();

    private static DateTime NextRenewal() => DateTime.UtcNow + TimeSpan.FromMilliseconds(Random.Shared.Next(2000, 3000));

    private Task<string?> SignInAsync() => TakeTokensAsync(Session, new { email = _email, password = Password });

    private Task<string?> RenewAsync() => TakeTokensAsync($"{Session}/renew", new { renewalToken = _tokens.RenewalToken });

    private async Task<string?> TakeTokensAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        if (answer.StatusCode is not HttpStatusCode.OK) return $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";

        _tokens = (await answer.Content.ReadFromJsonAsync<Tokens>())!;
        return null;
    }

    private async Task<string?> CallAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Session);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.AccessToken);
        using var answer = await _http.SendAsync(request);
        if (answer.StatusCode is not HttpStatusCode.OK) return $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";

        var email = (await answer.Content.ReadFromJsonAsync<Who>())!.Email;
        return email == _email ? null : $"{_email} was taken for {email}";
    }

    private async Task<bool> IsSignedInAsync() => await CallAsync() is null && await RenewAsync() is null && await CallAsync() is null;

    private sealed record Tokens(string AccessToken, string RenewalToken);

    private sealed record Who(string Email);
}
