using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Components.Sessions;

/// <summary>Signing out, and ending sessions on other devices: buttons that have no page of their own.</summary>
public static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder actions)
    {
        actions.MapPost(AccountPaths.SignOut, SignOutAsync);
        actions.MapPost(AccountPaths.EndSession, EndAsync);
        actions.MapPost(AccountPaths.EndOtherSessions, EndOthersAsync);
    }

    [SubmitOnce]
    private static async Task<IResult> SignOutAsync(HttpContext context, CurrentSession session, IStringLocalizer<Texts> localizer)
    {
        await session.EndAsync();
        // ASVS 5.0 14.3.1. Below a path, the storage also belongs to other apps of the host.
        context.Response.Headers["Clear-Site-Data"] = context.Request.PathBase.HasValue ? "\"cache\"" : "\"cache\", \"storage\"";
        return PageResults.Done(AccountPaths.AfterSignOut, localizer["You've been signed out."]);
    }

    [RequireFreshSession(AccountPaths.Sessions)]
    private static async Task<IResult> EndAsync(Guid id, SessionStore sessions, CurrentSession session, IStringLocalizer<Texts> localizer)
    {
        await sessions.EndAsync(session.Required.UserId, id);
        return PageResults.Done(AccountPaths.Sessions, localizer["Session ended."]);
    }

    [RequireFreshSession(AccountPaths.Sessions)]
    private static async Task<IResult> EndOthersAsync(SessionStore sessions, CurrentSession session, IStringLocalizer<Texts> localizer)
    {
        await sessions.EndOthersAsync(session.Required);
        return PageResults.Done(AccountPaths.Sessions, localizer["All other sessions ended."]);
    }
}
