using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>Lets users invite others, who then create their accounts.</summary>
public sealed class InvitationService(
    AppDbContext db, AccountService accounts, RequestedMails mails, Throttle throttle, ILookupNormalizer normalizer, AccountEvents events,
    TimeProvider clock, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
{
    /// <summary>Of those who may invite.</summary>
    public const string Policy = "Invite";

#if (Pages)
    /// <summary>Of the cookie that takes a secret from the link to its form.</summary>
    public static readonly TokenPurpose Purpose = new("invitation");

#endif
    private DbSet<Invitation> Invitations => db.Set<Invitation>();

    /// <summary>The invitations of a user, the newest first.</summary>
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
    /// Invites any address, known or not; who it belongs to is looked up when the mail is written. So nothing tells the inviter whether
    /// there is an account.
    /// </summary>
    /// <returns>The inviter, or what is wrong with the address.</returns>
    public async Task<AccountResult> InviteAsync(Guid inviterId, string email)
    {
        if (!EmailAddress.TryParse(email, out var address))
            return AccountResult.Refused("Email", localizer["Enter an email address, such as name@example.com."]);
        if (await accounts.FindAsync(inviterId) is not { } inviter)
            return AccountResult.Refused("", localizer["Your account was changed elsewhere at the same moment. Please try again."]);

        var normalized = normalizer.NormalizeEmail(address);
        var invitation = await Invitations.SingleOrDefaultAsync(row => row.InviterId == inviterId && row.NormalizedAddress == normalized)
            ?? Invitations.Add(new Invitation { InviterId = inviterId, Address = address, NormalizedAddress = normalized }).Entity;
        await SendAsync(invitation, inviter);
        return AccountResult.Done(inviter);
    }

    /// <returns>False when the user has no such invitation, or it was accepted.</returns>
    public async Task<bool> ResendAsync(Guid inviterId, Guid id)
    {
        var invitation = await Invitations.Include(row => row.Inviter)
            .SingleOrDefaultAsync(row => row.Id == id && row.InviterId == inviterId && row.AcceptedAt == null);
        if (invitation is null) return false;

        await SendAsync(invitation, invitation.Inviter);
        return true;
    }

    /// <returns>False when the user has no such invitation, or it was accepted.</returns>
    public async Task<bool> RevokeAsync(Guid inviterId, Guid id)
    {
        var revoked = await Invitations
            .Where(row => row.Id == id && row.InviterId == inviterId && row.AcceptedAt == null)
            .ExecuteDeleteAsync();
        if (revoked > 0) events.Write(AccountEvent.InvitationRevoked, inviterId);
        return revoked > 0;
    }

    /// <summary>The invitation behind a secret; null when it is unknown, used, expired, revoked or replaced by a newer mail.</summary>
    public async Task<Invitation?> FindAsync(string secret)
    {
        throttle.TakeWrongLink();
        var hash = Secret.Hash(secret);
        var now = clock.GetUtcNow();
        var found = await Invitations.SingleOrDefaultAsync(row => row.TokenHash == hash && row.ExpiresAt > now);

        if (found is null) events.WriteRefused(AccountEvent.LinkRefused);
        else throttle.GiveBackWrongLink();
        return found;
    }

    /// <summary>Creates the account of the invited address. Uses the invitation up, unless the password is refused.</summary>
    public async Task<AccountResult> AcceptAsync(string secret, string password)
    {
        if (await FindAsync(secret) is not { } invitation) return NotValid();

        var account = await accounts.StageNewAsync(invitation.Address, password);
        if (account.IsRefusedFor("Email")) await UseUpAsync(invitation);
        if (!account.Succeeded) return account;

        (invitation.TokenHash, invitation.AcceptedAt) = (null, clock.GetUtcNow());
        var saved = await accounts.SaveNewAsync(account);
        if (!saved.Succeeded) return NotValid();

        events.Write(AccountEvent.InvitationAccepted, saved.User.Id);
        return saved;
    }

    // Not saved when another request was faster. Then the mail was just written, or the invitation accepted or revoked: either way
    // there is nothing left to send.
    private async Task SendAsync(Invitation invitation, User inviter)
    {
        var now = clock.GetUtcNow();
        mails.Stage<InvitationMail>(invitation.Address, inviter);
        if (invitation.ExpiresAt <= now) invitation.TokenHash = null; // The time of the new link must not bring an old one back.
        (invitation.SentAt, invitation.ExpiresAt, invitation.AcceptedAt) = (now, now + options.Value.Invitation.LinkLifetime, null);
        if (await db.TrySaveChangesAsync()) events.Write(AccountEvent.InvitationSent, inviter.Id);
    }

    // The inviter's list stays as it is: it must not tell that the address has an account.
    private Task UseUpAsync(Invitation invitation) =>
        Invitations.Where(row => row.Id == invitation.Id).ExecuteUpdateAsync(row => row.SetProperty(i => i.TokenHash, (byte[]?)null));

    private AccountResult NotValid() => AccountResult.Refused("", localizer["This invitation is not valid any more."]);
}
