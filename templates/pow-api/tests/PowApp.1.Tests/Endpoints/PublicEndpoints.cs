namespace PowApp._1.Tests;

/// <summary>
/// What anybody may ask for, and all that anybody may ask for: an endpoint that is missing here must want a signed-in user.
/// </summary>
public static class PublicEndpoints
{
    public static IReadOnlyList<string> List { get; } =
    [
#if (OpenRegistration)
        "POST /api/v1/registration",
#endif
        "POST /api/v1/session",
        "POST /api/v1/session/renew",
        "POST /api/v1/account-changes/undo",
#if (ResetPassword)
        "POST /api/v1/reset-password",
        "PUT /api/v1/reset-password",
#endif
        "POST /api/v1/confirm-email",
#if (EmailConfirmation)
        "POST /api/v1/confirm-email/resend",
#endif
#if (Invitation)
        "POST /api/v1/invitations/accept",
#endif
        "* /health",
        "* /health/live",
    ];
}
