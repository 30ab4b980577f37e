namespace PowApp._1.Accounts;

public static partial class AccountPaths
{
    public const string AskForConfirmation = "/confirm-email/new";
    public const string ConfirmWithPassword = "/confirm-email/password";

    public const string AfterConfirmationRequest = SignIn;
}
