using System.Buffers.Text;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>Tells who a request comes from, by the access token in its Authorization header (RFC 6750 2.1) and nothing else.</summary>
public sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionStore sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Prefix = "Bearer ";

    // Of 32 bytes in base64url.
    private const int TokenLength = 43;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (AccessToken() is not { } token || await sessions.FindAsync(token) is not { } session) return AuthenticateResult.NoResult();

        await sessions.KeepAliveAsync(session);
        Context.Features.Set(session);
        return AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(session), SchemeName));
    }

    private string? AccessToken() =>
        Request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && IsToken(header[Prefix.Length..])
            ? header[Prefix.Length..]
            : null;

    private static bool IsToken(string text) => text.Length == TokenLength && Base64Url.IsValid(text);

    private static ClaimsPrincipal PrincipalOf(ActiveSession session) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, session.UserId.ToString()), new Claim(ClaimTypes.Name, session.Email)], SchemeName));
}
