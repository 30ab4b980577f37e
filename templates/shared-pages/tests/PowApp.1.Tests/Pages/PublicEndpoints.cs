namespace PowApp._1.Tests;

/// <summary>
/// What anybody may ask for, and all that anybody may ask for: an endpoint that is missing here must want a signed-in user.
/// </summary>
public static class PublicEndpoints
{
    public static HashSet<string> List { get; } =
    [
        "GET /",
        "GET /session/new",
        "POST /session/new",
        "GET /account-changes/{token}",
        "POST /account-changes/{token}",
        "* /errors/{status:int}",
        "* /health",
        "* /health/live",
    ];
}
