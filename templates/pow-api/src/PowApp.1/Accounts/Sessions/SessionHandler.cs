using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>Says who a request comes from, by the access token in its Authorization header (RFC 6750 2.1) and nothing else.</summary>
public sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionStore sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // An answer about an error is the same for everybody, and must also come when the database does not answer.
        if (Context.Features.Get<IExceptionHandlerFeature>() is not null) return AuthenticateResult.NoResult();

        if (AccessToken() is not { } token || await sessions.FindAsync(token) is not { } session) return AuthenticateResult.NoResult();

        await sessions.KeepAliveAsync(session);
        Context.Features.Set(session);
        return AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(session), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => ApiProblem.Unauthenticated.WriteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        (Context.GetEndpoint()?.Metadata.GetMetadata<RequireFreshSessionAttribute>() is null ? ApiProblem.Forbidden : ApiProblem.ReauthenticationRequired)
        .WriteAsync(Context);

    private string? AccessToken() =>
        Request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Secret.IsOne(header[Prefix.Length..])
            ? header[Prefix.Length..]
            : null;

    private static ClaimsPrincipal PrincipalOf(ActiveSession session) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, session.UserId.ToString()), new Claim(ClaimTypes.Name, session.Email)], SchemeName));
}
