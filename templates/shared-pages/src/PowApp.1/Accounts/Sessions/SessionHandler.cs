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
    SessionStore sessions, SessionCookie cookie, IEnumerable<IWayBack> waysBack)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // An error page is the same for everybody, and must also come when the database does not answer.
        if (Context.Features.Get<IExceptionHandlerFeature>() is not null) return AuthenticateResult.NoResult();

        if ((await FindAsync() ?? await ReturnAsync()) is not { } session) return AuthenticateResult.NoResult();

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

    private async Task<ActiveSession?> FindAsync()
    {
        if (cookie.Read(Request) is not { } token || await sessions.FindAsync(token) is not { } session) return null;

        if (await sessions.KeepAliveAsync(session, token) is { } renewed) cookie.Write(Context, renewed);
        return session;
    }

    private async Task<ActiveSession?> ReturnAsync()
    {
        foreach (var wayBack in waysBack)
            if (await wayBack.ReturnAsync() is { } token)
            {
                cookie.Write(Context, token);
                return await sessions.FindAsync(token);
            }

        return null;
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
