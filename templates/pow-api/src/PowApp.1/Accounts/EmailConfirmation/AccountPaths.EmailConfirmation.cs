namespace PowApp._1.Accounts;

public static partial class AccountPaths
{
    public const string ConfirmEmailLink = "/confirm-email/{token}";
}
