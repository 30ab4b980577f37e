namespace PowApp._1.Accounts;

/// <summary>An invitation as its inviter sees it: the same for an address that has an account already.</summary>
public sealed record InvitationListItem(
    Guid Id, string Email, DateTimeOffset SentAt, DateTimeOffset ExpiresAt, DateTimeOffset? AcceptedAt, bool IsExpired);
