using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Lets users invite others, who then create their accounts.</summary>
public sealed class InvitationService(
    AppDbContext db, AccountService accounts, TokenService tokens, RequestedMails mails, ILookupNormalizer normalizer, AccountEvents events,
    TimeProvider clock, IOptions<AccountOptions> options)
    : IExpiringRows
{
    /// <summary>The authorization policy for inviting others.</summary>
    public const string Policy = "Invite";

    /// <summary>A link belongs to its inviter, and outlives changes of the inviter's address or password.</summary>
    public static readonly TokenPurpose Purpose = new("invitation", BoundToSecurityStamp: false, IsReplaced: false);

    private static readonly EventId _sent = new(1400, "InvitationSent");
    private static readonly EventId _revoked = new(1401, "InvitationRevoked");
    private static readonly EventId _accepted = new(1402, "InvitationAccepted");

    private readonly InvitationLimits _limits = options.Value.Invitation;

    private DbSet<Invitation> Invitations => db.Set<Invitation>();

    /// <summary>Lists the invitations of a user, the newest first.</summary>
    public async Task<IReadOnlyList<InvitationListItem>> ListAsync(Guid inviterId)
    {
        var now = clock.GetUtcNow();
        return await Invitations
            .Where(invitation => invitation.InviterId == inviterId)
            .OrderByDescending(invitation => invitation.SentAt)
            .Select(invitation => new InvitationListItem(
                invitation.Id, invitation.Address, invitation.SentAt, invitation.ExpiresAt, invitation.AcceptedAt,
                invitation.AcceptedAt == null && invitation.ExpiresAt <= now))
            .ToListAsync();
    }

    /// <summary>
    /// Invites any address, known or not. Who it belongs to is looked up when the email is written, so nothing tells the inviter whether there
    /// is an account.
    /// </summary>
    /// <returns>The inviter, or why nothing was sent.</returns>
    public async Task<AccountResult> InviteAsync(Guid inviterId, string email)
    {
        var address = EmailAddress.Parse(email);
        if (await accounts.FindAsync(inviterId) is not { } inviter) return accounts.ChangedElsewhere();

        var normalized = normalizer.NormalizeEmail(address);
        var invitation = await Invitations.SingleOrDefaultAsync(row => row.InviterId == inviterId && row.NormalizedAddress == normalized)
            ?? Invitations.Add(new Invitation { InviterId = inviterId, Address = address, NormalizedAddress = normalized }).Entity;
        await SendAsync(invitation);
        return AccountResult.Done(inviter);
    }

    /// <returns>False when the user has no such invitation, or it was accepted.</returns>
    public async Task<bool> ResendAsync(Guid inviterId, Guid id)
    {
        if (await FindOpenAsync(inviterId, id) is not { } invitation) return false;

        await SendAsync(invitation);
        return true;
    }

    /// <returns>False when the user has no such invitation, or it was accepted.</returns>
    public async Task<bool> RevokeAsync(Guid inviterId, Guid id)
    {
        if (await FindOpenAsync(inviterId, id) is not { } invitation) return false;

        var revoked = await Invitations
            .Where(row => row.Id == id && row.InviterId == inviterId && row.AcceptedAt == null)
            .ExecuteDeleteAsync();
        if (revoked == 0) return false;

        await LinksTo(inviterId, invitation.Address).ExecuteDeleteAsync();
        events.Write(_revoked, inviterId);
        return true;
    }

    /// <summary>Creates the account of the invited address. Uses the invitation up, unless the password is refused.</summary>
    public async Task<AccountResult> AcceptAsync(AccountToken token, string password)
    {
        var normalized = normalizer.NormalizeEmail(token.SentTo);
        var invitation = await Invitations.SingleOrDefaultAsync(row =>
            row.InviterId == token.UserId && row.NormalizedAddress == normalized && row.AcceptedAt == null);
        if (invitation is null) return tokens.Refused();

        var account = await accounts.StageNewAsync(new(token.SentTo, password));
        if (account.Errors.Any(error => error.Field is AccountField.Email) && await accounts.FindByEmailAsync(token.SentTo) is not null)
            await LinksTo(token.UserId, token.SentTo).ExecuteDeleteAsync(); // The list stays as it is: it must not tell why.
        if (!account.Succeeded) return account;

        tokens.StageUse(token);
        invitation.AcceptedAt = clock.GetUtcNow();
        var saved = await accounts.SaveNewAsync(account);
        if (!saved.Succeeded) return tokens.Refused();

        events.Write(_accepted, saved.User.Id);
        return saved;
    }

    /// <summary>Stages the end of the link that was emailed before, if there is one.</summary>
    public async Task StageEndOfLinkAsync(Invitation invitation) =>
        db.RemoveRange(await LinksTo(invitation.InviterId, invitation.Address).ToListAsync());

    /// <inheritdoc/>
    public Task<int> DeleteExpiredAsync(int atMost, CancellationToken stopping)
    {
        var listedSince = clock.GetUtcNow() - _limits.ListedFor;
        return Invitations
            .Where(invitation => (invitation.AcceptedAt ?? invitation.ExpiresAt) < listedSince)
            .OrderBy(invitation => invitation.Id)
            .Take(atMost)
            .ExecuteDeleteAsync(stopping);
    }

    private Task<Invitation?> FindOpenAsync(Guid inviterId, Guid id) =>
        Invitations.SingleOrDefaultAsync(row => row.Id == id && row.InviterId == inviterId && row.AcceptedAt == null);

    private IQueryable<AccountToken> LinksTo(Guid inviterId, string address) => db.Set<AccountToken>()
        .Where(token => token.UserId == inviterId && token.Purpose == Purpose.Name && token.SentTo == address);

    // Not saved when another request was faster. Then the email has just been queued, or the invitation was accepted or revoked: either way,
    // there is nothing left to send.
    private async Task SendAsync(Invitation invitation)
    {
        var now = clock.GetUtcNow();
        var isStaged = mails.Stage<InvitationMail>(invitation.Address, invitation.InviterId);
        (invitation.SentAt, invitation.ExpiresAt, invitation.AcceptedAt) = (now, now + _limits.LinkLifetime, null);
        if (await db.TrySaveChangesAsync() && isStaged) events.Write(_sent, invitation.InviterId);
    }
}
