namespace PowApp._1.Tests;

public partial interface IVisitor
{
    Task<IAnswer> InviteAsync(string email);

    /// <summary>Their own invitations, the newest first.</summary>
    Task<IReadOnlyList<ListedInvitation>> ListInvitationsAsync();

    Task<IAnswer> ResendInvitationAsync(Guid id);

    Task<IAnswer> RevokeInvitationAsync(Guid id);

    /// <summary>Uses the secret of a mailed link.</summary>
    Task<IAnswer> AcceptInvitationAsync(string secret, string password = TestApp.Password, string? passwordConfirmation = null);
}

/// <param name="State">Open, Accepted or Expired.</param>
public sealed record ListedInvitation(Guid Id, string Email, string State);
