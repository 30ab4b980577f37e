namespace PowApp._1.Accounts;

public static partial class AccountPaths
{
    public const string ConfirmEmailLink = "/confirm-email/{token}";
    public const string ConfirmEmail = "/confirm-email/edit";

    public const string AfterConfirmation = SignIn;
    public const string AfterConfirmationSignedIn = Account;
}
