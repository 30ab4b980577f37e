using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>Says who a request comes from, by the session that its cookie names.</summary>
public sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    SessionStore sessions, SessionCookie cookie)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // An error page is the same for everybody, and must also come when the database does not answer.
        if (Context.Features.Get<IExceptionHandlerFeature>() is not null) return AuthenticateResult.NoResult();

        if (cookie.Read(Request) is not { } token || await sessions.FindAsync(token) is not { } session) return AuthenticateResult.NoResult();
        if (await sessions.KeepAliveAsync(session, token) is { } renewed) cookie.Write(Context, renewed);

        Context.Features.Set(session);
        return AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(session), SchemeName));
    }

    /// <summary>Anonymous: to the sign-in page, and back to where they wanted to go if that is a page.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        GoTo(HttpMethods.IsGet(Request.Method)
            ? AccountPaths.WithRequestPath(AccountPaths.SignIn, Request.GetEncodedPathAndQuery())
            : AccountPaths.SignIn);

    /// <summary>Signed in, but a sensitive action wants the password again.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<RequireFreshSessionAttribute>() is { } action)
            return GoTo(AccountPaths.WithRequestPath(AccountPaths.Reauthenticate, action.Page));

        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private Task GoTo(string path)
    {
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = path;
        return Task.CompletedTask;
    }

    private static ClaimsPrincipal PrincipalOf(ActiveSession session) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, session.UserId.ToString()), new Claim(ClaimTypes.Name, session.Email)], SchemeName));
}
