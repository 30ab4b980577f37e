using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>The link to create an account; to somebody who has one, the way to sign in. Of the inviter it tells the address, no more.</summary>
public sealed class InvitationMail(
    AppDbContext db, AccountService accounts, AccountLinks links, ILookupNormalizer normalizer, AccountEvents events, TimeProvider clock,
    IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    private string AppName => options.Value.AppName;

    public async Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        var (normalized, now) = (normalizer.NormalizeEmail(mail.Address), clock.GetUtcNow());
        var invitation = await db.Set<Invitation>().Include(row => row.Inviter).SingleOrDefaultAsync(row =>
            row.InviterId == mail.UserId && row.NormalizedAddress == normalized && row.AcceptedAt == null && row.ExpiresAt > now);
        if (invitation is null) return null;

        var owner = await accounts.FindOwnerAsync(invitation.Address);
        return owner is null ? ToNewcomer(invitation) : ToOwner(owner, invitation);
    }

    private MailContent ToNewcomer(Invitation invitation)
    {
        var secret = Secret.New();
        invitation.TokenHash = Secret.Hash(secret);
        events.Write(AccountEvent.LinkIssued, invitation.InviterId);
        return new MailContent(
            invitation.Address,
            localizer["You are invited to {0}", AppName],
            [
                localizer["{0} invites you to create an account at {1}.", invitation.Inviter.Email!, AppName],
                localizer["The link below leads to a page where you choose a password, and that is all. It works once, for {0} days.", options.Value.Invitation.LinkLifetime.TotalDays],
                localizer["If you do not want an account, leave this mail alone: nothing happens."],
            ],
            new MailAction(localizer["Create your account"], links.To(AccountPaths.InvitationLink.With(secret))));
    }

    private MailContent ToOwner(User owner, Invitation invitation)
    {
        invitation.TokenHash = null;
        return new MailContent(
            owner.Email!,
            localizer["You are invited to {0}", AppName],
            [
                localizer["{0} invites you to create an account at {1}. You have one already, with this address.", invitation.Inviter.Email!, AppName],
                localizer["There is nothing to accept: just sign in."],
            ],
            new MailAction(localizer["Sign in"], links.To(AccountPaths.SignIn)));
    }
}
