namespace PowApp._1.Tests;

/// <summary>
/// What anybody may ask for, and all that anybody may ask for: an endpoint that is missing here must want a signed-in user.
/// </summary>
public static class PublicEndpoints
{
    public static IReadOnlyList<string> List { get; } =
    [
        "GET /",
#if (OpenRegistration)
        "GET /registration/new",
        "POST /registration/new",
#endif
        "GET /.well-known/change-password",
        "GET /session/new",
        "POST /session/new",
        "GET /account-changes/{token}",
        "POST /account-changes/{token}",
#if (ResetPassword)
        "GET /reset-password/new",
        "POST /reset-password/new",
        "GET /reset-password/sent",
        "GET /reset-password/{token}",
        "GET /reset-password/edit",
        "POST /reset-password/edit",
#endif
        "GET /confirm-email/{token}",
        "GET /confirm-email/edit",
        "POST /confirm-email/edit",
#if (EmailConfirmation)
        "GET /confirm-email/new",
        "POST /confirm-email/new",
        "GET /confirm-email/sent",
        "GET /confirm-email/password",
        "POST /confirm-email/password",
#endif
#if (Invitation)
        "GET /invitations/{token}",
        "GET /invitations/accept",
        "POST /invitations/accept",
#endif
#if (Interactive)
        "* /_blazor",
        "* /_blazor/negotiate",
        "* /_blazor/disconnect/",
        "* /_blazor/initializers/",
#endif
        "* /errors/{status:int}",
        "* /health",
        "* /health/live",
    ];
}
