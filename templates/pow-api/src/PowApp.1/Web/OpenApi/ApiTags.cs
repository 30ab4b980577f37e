namespace PowApp._1.Web;

/// <summary>The groups of operations in the OpenAPI document.</summary>
public static class ApiTags
{
#if (OpenRegistration)
    public const string Registration = "Registration";
#endif
    public const string Sessions = "Sessions";
    public const string Account = "Account";
    public const string Email = "Email address";
    public const string Password = "Password";
#if (Invitation)
    public const string Invitations = "Invitations";
#endif

    /// <summary>In the order of the document, each with what it is about.</summary>
    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
#if (OpenRegistration && !EmailConfirmation)
        (Registration, "Creating an account, which also signs in."),
#endif
#if (EmailConfirmation)
        (Registration, "Creating an account, which can be used once its email address is confirmed."),
#endif
        (Sessions, "Signing in and out, renewing tokens, and the devices that are signed in."),
        (Account, "The account of the user who is signed in."),
        (Email, "Changing the email address of an account. The new one takes effect once it is confirmed; the previous one gets a notice, which can undo the change."),
#if (!ResetPassword)
        (Password, "Changing the password of an account."),
#endif
#if (ResetPassword)
        (Password, "Changing the password of an account, and choosing a new one when it was forgotten."),
#endif
#if (Invitation)
        (Invitations, "Inviting others by email to create an account."),
#endif
    ];
}
