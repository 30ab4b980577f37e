using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>Tells who a request comes from, by the session that its cookie belongs to.</summary>
#if (!PersistentSession)
public sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionStore sessions, AppCookies cookies)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
#endif
#if (PersistentSession)
public sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionStore sessions, AppCookies cookies,
    PersistentCookie persistent)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
#endif
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // An error page and its style sheet are the same for everyone, and must also appear when the database does not answer.
        if (Context.Features.Get<IExceptionHandlerFeature>() is not null || IsFile) return AuthenticateResult.NoResult();

#if (!PersistentSession)
        if (await FindAsync() is not { } session) return AuthenticateResult.NoResult();
#endif
#if (PersistentSession)
        if ((await FindAsync() ?? await ResumeAsync()) is not { } session) return AuthenticateResult.NoResult();
#endif

        Context.Features.Set(session);
        return AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(session), SchemeName));
    }

    private bool IsFile => Context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    // Its client looks at a page without opening it, and may not keep the cookies.
    private bool IsHead => HttpMethods.IsHead(Request.Method);

    private async Task<ActiveSession?> FindAsync()
    {
        if (cookies.Read(CurrentSession.Cookie) is not { } token || await sessions.FindAsync(token) is not { } session) return null;

        if (!IsHead && await sessions.KeepAliveAsync(session, token) is { } rotated) cookies.Write(CurrentSession.Cookie, rotated);
        return session;
    }

#if (PersistentSession)
    private async Task<ActiveSession?> ResumeAsync()
    {
        if (IsHead) return await persistent.PeekAsync();
        if (await persistent.ResumeAsync() is not { } token) return null;

        cookies.Write(CurrentSession.Cookie, token);
        return await sessions.FindAsync(token);
    }

#endif
#if (!Interactive)
    private static ClaimsPrincipal PrincipalOf(ActiveSession session) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, session.UserId.ToString()), new Claim(ClaimTypes.Name, session.Email)], SchemeName));
#endif
#if (Interactive)
    private static ClaimsPrincipal PrincipalOf(ActiveSession session) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, session.UserId.ToString()),
            new Claim(ClaimTypes.Name, session.Email),
            .. SessionClaims.Of(session),
        ],
        SchemeName));
#endif
}
