namespace PowApp._1.Accounts;

public static partial class AccountPaths
{
    public const string ResetPassword = "/reset-password/new";
    public const string ResetPasswordLink = "/reset-password/{token}";
}
