namespace PowApp._1.Accounts;

public static partial class AccountPaths
{
    public const string InvitationLink = "/invitations/{token}";
}
