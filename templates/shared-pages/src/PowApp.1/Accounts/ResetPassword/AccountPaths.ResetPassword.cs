namespace PowApp._1.Accounts;

public static partial class AccountPaths
{
    public const string ResetPassword = "/reset-password/new";
    public const string ResetPasswordLink = "/reset-password/{token}";
    public const string ChooseNewPassword = "/reset-password/edit";

    public const string AfterResetRequest = SignIn;
    public const string AfterReset = SignIn;
}
