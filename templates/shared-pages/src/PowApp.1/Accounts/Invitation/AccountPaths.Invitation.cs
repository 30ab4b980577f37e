namespace PowApp._1.Accounts;

public static partial class AccountPaths
{
    public const string Invitations = "/invitations";
    public const string Invite = "/invitations/new";
    public const string ResendInvitation = "/invitations/{id:guid}/resend";
    public const string RevokeInvitation = "/invitations/{id:guid}/revoke";
    public const string InvitationLink = "/invitations/{token}";
    public const string AcceptInvitation = "/invitations/accept";

    public const string AfterAcceptance = Home;
}
