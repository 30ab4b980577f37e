namespace PowApp._1.Accounts;

/// <summary>Pages of the front end, as in <see cref="AccountPaths"/>.</summary>
public static class InvitationPaths
{
    public const string Link = "/invitations/{token}";
}
