using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>The link that confirms a new address; or, if someone already has an account with the address, a notice to them.</summary>
public sealed class ConfirmEmailChangeMail(
    AppDbContext db, AccountService accounts, TokenService tokens, AccountLinks links, TimeProvider clock, IOptions<AccountOptions> options,
    IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    private string AppName => options.Value.AppName;

    public static string Kind => "confirm-email-change";

    public async Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        // None, if the change was undone, replaced or overtaken by another change of address or password.
        var change = await db.Set<EmailChange>().Include(row => row.User).SingleOrDefaultAsync(row =>
            row.UserId == mail.UserId && row.NewEmail == mail.Address && row.SecurityStamp == row.User.SecurityStamp);

        // However late this email is: the change must not be confirmed when it can no longer be undone.
        var (now, undoableUntil) = (clock.GetUtcNow(), mail.CreatedAt + options.Value.EmailChange.UndoWithin);
        if (change is null || undoableUntil <= now) return null;

        // Whether the address is taken or not: when the change expires must not tell.
        var expiresAt = now + options.Value.EmailChange.LinkLifetime;
        change.ExpiresAt = expiresAt < undoableUntil ? expiresAt : undoableUntil;
        var owner = await accounts.FindByEmailAsync(mail.Address);
        return owner is null ? await LinkAsync(change) : Taken(owner.Email!);
    }

    private async Task<MailContent> LinkAsync(EmailChange change)
    {
        var lifetime = change.ExpiresAt - clock.GetUtcNow();
        var secret = await tokens.StageAsync(TokenPurpose.ConfirmEmail, change.User, change.NewEmail, lifetime);
        return new MailContent(
            AppName,
            change.NewEmail,
            localizer["Confirm your new email address"],
            [
                localizer["Someone (hopefully you) asked to use this address for a {0} account.", AppName],
                localizer["Use the link below to confirm it. It works once and expires in {0}. Until you confirm it, the account keeps its current address.", localizer.Duration(lifetime)],
                localizer["If this wasn't you, you can ignore this email. Nothing will change."],
            ],
            new MailAction(localizer["Confirm this address"], links.To(AccountPaths.ConfirmEmailLink.With(secret))));
    }

    private MailContent Taken(string address) => new(
        AppName,
        address,
        localizer["Someone tried to use your email address"],
        [
            localizer["Someone (maybe you) asked to use this address for another {0} account.", AppName],
            localizer["It already belongs to your account. Nothing has changed, and no action is needed."],
        ]);
}
