using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>The link to create an account; or, for someone who has one, the way to sign in. It contains nothing that the inviter wrote.</summary>
public sealed class InvitationMail(
    AppDbContext db, AccountService accounts, InvitationService invitations, TokenService tokens, AccountLinks links,
    ILookupNormalizer normalizer, TimeProvider clock, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    private string AppName => options.Value.AppName;

    public static string Kind => "invitation";

    public async Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        var (normalized, now) = (normalizer.NormalizeEmail(mail.Address), clock.GetUtcNow());
        var invitation = await db.Set<Invitation>().Include(row => row.Inviter).SingleOrDefaultAsync(row =>
            row.InviterId == mail.UserId && row.NormalizedAddress == normalized && row.AcceptedAt == null && row.ExpiresAt > now
            && row.Inviter.DeletedAt == null);
        if (invitation is null) return null;

        db.Entry(invitation).State = EntityState.Modified; // So that the save fails if it is revoked or accepted at this moment.
        await invitations.StageEndOfLinkAsync(invitation);
        var owner = await accounts.FindByEmailAsync(invitation.Address);
#if (!OpenRegistration || EmailConfirmation)
        string introduction = localizer["{0} has invited you to create a {1} account.", invitation.Inviter.Email!, AppName];
#endif
#if (OpenRegistration && !EmailConfirmation)
        // It doesn't name the inviter: anyone can register an address that isn't theirs.
        string introduction = localizer["You've been invited to create a {0} account.", AppName];
#endif
        return owner is null ? await ToNewcomerAsync(invitation, introduction) : ToOwner(owner, introduction);
    }

    private async Task<MailContent> ToNewcomerAsync(Invitation invitation, string introduction)
    {
        var lifetime = options.Value.Invitation.LinkLifetime;
        var secret = await tokens.StageAsync(InvitationService.Purpose, invitation.Inviter, invitation.Address, lifetime);
        return new MailContent(
            AppName,
            invitation.Address,
            localizer["You've been invited to {0}", AppName],
            [
                introduction,
                localizer["Use the link below and just choose a password. It works once and expires in {0}.", localizer.Duration(lifetime)],
                localizer["If you don't want an account, you can ignore this email. Nothing will happen."],
            ],
            new MailAction(localizer["Create account"], links.To(InvitationPaths.Link.With(secret))));
    }

    private MailContent ToOwner(User owner, string introduction) => new(
        AppName,
        owner.Email!,
        localizer["You've been invited to {0}", AppName],
        [
            introduction,
            localizer["You already have one with this address, so there is nothing to accept. Just sign in."],
        ],
        new MailAction(localizer["Sign in"], links.To(AccountPaths.SignIn)));
}
