namespace PowApp._1.Accounts;

public static class ResetPasswordPaths
{
    public const string Ask = "/reset-password/new";
    public const string Sent = "/reset-password/sent";
    public const string Link = "/reset-password/{token}";
    public const string ChoosePassword = "/reset-password/edit";
}
