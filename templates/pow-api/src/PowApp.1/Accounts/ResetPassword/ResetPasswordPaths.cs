namespace PowApp._1.Accounts;

/// <summary>Pages of the front end, as in <see cref="AccountPaths"/>.</summary>
public static class ResetPasswordPaths
{
    public const string Ask = "/reset-password/new";
    public const string Link = "/reset-password/{token}";
}
