namespace PowApp._1.Accounts;

public static class ConfirmRegistrationPaths
{
    public const string Ask = "/confirm-email/new";
    public const string Sent = "/confirm-email/sent";
    public const string ConfirmWithPassword = "/confirm-email/password";
}
