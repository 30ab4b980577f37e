using System.Globalization;
using System.Security.Claims;

namespace PowApp._1.Accounts;

/// <summary>What the claims of a user say about the session, for live pages, which have no request to ask. Nothing in them signs anyone in.</summary>
public static class SessionClaims
{
    private const string SessionId = "sid";
    private const string FreshUntil = "fresh_until";

    public static IEnumerable<Claim> Of(ActiveSession session) =>
    [
        new(SessionId, session.Id.ToString()),
        new(FreshUntil, session.Row.FreshUntil.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The id of the session; empty for a visitor who is not signed in.</summary>
    public static Guid SessionIdOf(ClaimsPrincipal? user) => ReadId(user, SessionId);

    /// <summary>The id of the user; empty for a visitor who is not signed in.</summary>
    public static Guid UserIdOf(ClaimsPrincipal? user) => ReadId(user, ClaimTypes.NameIdentifier);

    /// <summary>Whether the user proved who they are a short while before a time (ASVS 5.0 7.5.1).</summary>
    public static bool IsFreshAt(ClaimsPrincipal user, DateTimeOffset time) =>
        long.TryParse(user.FindFirstValue(FreshUntil), CultureInfo.InvariantCulture, out var seconds) && time.ToUnixTimeSeconds() < seconds;

    private static Guid ReadId(ClaimsPrincipal? user, string claim) => Guid.TryParse(user?.FindFirstValue(claim), out var id) ? id : Guid.Empty;
}
