using System.Net;
using System.Text.RegularExpressions;

namespace Pow.Templates.ProductionTests.Support;

internal sealed record Answer(HttpStatusCode Status, string? Location, string Text);

/// <summary>Fills the app's forms in as a browser does, many times faster. Trusts the certificate of the tests and no other.</summary>
internal sealed partial class Client : IDisposable
{
    private readonly HttpClient _http;

    public Client(string url, Certificate certificate) => _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = Cookies,
        SslOptions = { RemoteCertificateValidationCallback = (_, theirs, _, _) => theirs?.GetCertHashString() == certificate.Value.GetCertHashString() },
    })
    {
        BaseAddress = new Uri(url),
    };

    public CookieContainer Cookies { get; } = new();

    public async Task<Answer> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        return await ReadAsync(response);
    }

    /// <summary>Opens a page and sends one of its forms.</summary>
    public async Task<Answer> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var form = await GetAsync(page);
        return form.Status is HttpStatusCode.OK ? await SendAsync(form, action, fields) : form;
    }

    /// <summary>Sends a form of a page that was opened before.</summary>
    public async Task<Answer> SendAsync(Answer page, string action, params (string Name, string Value)[] fields)
    {
        var token = AntiforgeryToken.Match(page.Text).Groups[1].Value;
        var pairs = fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        using var content = new FormUrlEncodedContent(pairs);
        using var response = await _http.PostAsync(action, content);
        return await ReadAsync(response);
    }

    public Task<Answer> RegisterAsync(Account account) =>
        SubmitAsync("/registration/new", "/registration/new",
            ("Email", account.Email), ("Password", account.Password), ("PasswordConfirmation", account.Password));

    public Task<Answer> SignInAsync(Account account) =>
        SubmitAsync("/session/new", "/session/new", ("Email", account.Email), ("Password", account.Password));

    public Task<Answer> ChangePasswordAsync(string password, string newPassword) =>
        SubmitAsync("/registration/edit", "/registration/password",
            ("ChangePassword.CurrentPassword", password), ("ChangePassword.Password", newPassword), ("ChangePassword.PasswordConfirmation", newPassword));

    public Task<Answer> AskToResetPasswordAsync(string email) => SubmitAsync("/reset-password/new", "/reset-password/new", ("Email", email));

    public async Task<bool> IsSignedInAsync() => (await GetAsync("/sessions")).Status is HttpStatusCode.OK;

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)" """)]
    private static partial Regex AntiforgeryToken { get; }

    private static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync());
}
