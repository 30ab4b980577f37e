namespace PowApp._1.Accounts;

public static class InvitationPaths
{
    public const string List = "/invitations";
    public const string Invite = "/invitations/new";
    public const string Resend = "/invitations/{id:guid}/resend";
    public const string Revoke = "/invitations/{id:guid}/revoke";
    public const string Link = "/invitations/{token}";
    public const string Accept = "/invitations/accept";
}
