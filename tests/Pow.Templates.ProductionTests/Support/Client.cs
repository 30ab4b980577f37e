using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Pow.Templates.ProductionTests.Support;

internal sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Done: a form leads on, an API says so.</summary>
    public bool Succeeded => Status is HttpStatusCode.SeeOther or (>= HttpStatusCode.OK and < HttpStatusCode.Ambiguous);

    public string? Location => HeadersNamed("Location").SingleOrDefault();

    public string Header(string name) => HeadersNamed(name).Single();

    public IEnumerable<string> HeadersNamed(string name) =>
        Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    public override string ToString() => $"{(int)Status}\n{string.Join('\n', Headers)}\n{Text}";
}

/// <summary>Fills the app's forms in as a browser does, many times faster. Trusts the certificate of the tests and no other.</summary>
internal sealed partial class Client : ICustomerClient
{
    private readonly HttpClient _http;

    /// <param name="url">Where the app is, on this machine by whatever name.</param>
    /// <param name="certificate">What it shows for a certificate.</param>
    public Client(string url, Certificate certificate) => _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectCallback = (context, stopping) => ConnectAsync(context.DnsEndPoint.Port, stopping),
        SslOptions = { RemoteCertificateValidationCallback = (_, theirs, _, _) => theirs?.GetCertHashString() == certificate.Value.GetCertHashString() },
    })
    {
        BaseAddress = new Uri(url),
    };

    /// <summary>What it sends with every request.</summary>
    public System.Net.Http.Headers.HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    /// <summary>The antiforgery token of the forms on a page.</summary>
    public static string TokenIn(Answer page) => AntiforgeryToken.Match(page.Text).Groups[1].Value;

    public async Task<Answer> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), [.. headers]);
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
        var pairs = fields.Append(("__RequestVerificationToken", TokenIn(page))).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(pairs) };
        return await SendAsync(request);
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

    [GeneratedRegex("""name="__RequestVerificationToken"(?: type="hidden")? value="([^"]+)" """)]
    private static partial Regex AntiforgeryToken { get; }

    private static async ValueTask<Stream> ConnectAsync(int port, CancellationToken stopping)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, stopping);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
