using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Pow.Templates.ProductionTests.Support;

/// <summary>Calls the API and keeps the tokens that it gets.</summary>
internal sealed class ApiClient(Client http) : ICustomerClient
{
    public const string Session = "/api/v1/session";

    private const string Registration = "/api/v1/registration";
    private const string ResetPassword = "/api/v1/reset-password";

    private Tokens _tokens = new("", "");

    public Task<Answer> RegisterAsync(Account account) =>
        TakeTokensAsync(HttpMethod.Post, Registration, new { account.Email, account.Password, PasswordConfirmation = account.Password });

    public Task<Answer> SignInAsync(Account account) => TakeTokensAsync(HttpMethod.Post, Session, new { account.Email, account.Password });

    public Task<Answer> RenewAsync() => TakeTokensAsync(HttpMethod.Post, $"{Session}/renew", new { _tokens.RenewalToken });

    public Task<Answer> ChangePasswordAsync(string password, string newPassword) =>
        TakeTokensAsync(
            HttpMethod.Put, $"{Registration}/password",
            new { CurrentPassword = password, Password = newPassword, PasswordConfirmation = newPassword });

    public Task<Answer> AskToResetPasswordAsync(string email) => SendAsync(HttpMethod.Post, ResetPassword, new { Email = email });

    public Task<Answer> ResetPasswordAsync(string token, string password) =>
        SendAsync(HttpMethod.Put, ResetPassword, new { Token = token, Password = password, PasswordConfirmation = password });

    public async Task<bool> IsSignedInAsync() => (await SendAsync(HttpMethod.Get, Session)).Status is HttpStatusCode.OK;

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (_tokens.AccessToken.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.AccessToken);
        return await http.SendAsync(request);
    }

    public void Dispose() => http.Dispose();

    private async Task<Answer> TakeTokensAsync(HttpMethod method, string path, object body)
    {
        var answer = await SendAsync(method, path, body);
        if (answer.Succeeded) _tokens = JsonSerializer.Deserialize<Tokens>(answer.Text, JsonSerializerOptions.Web)!;
        return answer;
    }

    private sealed record Tokens(string AccessToken, string RenewalToken);
}
