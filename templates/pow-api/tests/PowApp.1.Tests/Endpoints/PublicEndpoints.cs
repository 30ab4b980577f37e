namespace PowApp._1.Tests;

/// <summary>
/// What anybody may ask for, and all that anybody may ask for: an endpoint that is missing here must want a signed-in user.
/// </summary>
public static class PublicEndpoints
{
    public static HashSet<string> List { get; } =
    [
        "POST /api/v1/session",
        "POST /api/v1/session/renew",
        "POST /api/v1/account-changes/undo",
        "* /health",
        "* /health/live",
    ];
}
