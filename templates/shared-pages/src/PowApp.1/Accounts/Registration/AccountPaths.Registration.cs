namespace PowApp._1.Accounts;

public static partial class AccountPaths
{
    public const string Register = "/registration/new";

    public const string AfterRegistration = AfterSignIn;
}
