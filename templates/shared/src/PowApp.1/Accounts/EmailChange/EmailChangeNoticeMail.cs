using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Tells the address of an account that it is about to change, with the link that undoes the change.</summary>
public sealed class EmailChangeNoticeMail(
    AccountService accounts, TokenService tokens, AccountLinks links, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    public static string Kind => "email-change-notice";

    public async Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        if (await accounts.FindAsync(mail.UserId!.Value) is not { } user) return null;

        var (appName, lifetime) = (options.Value.AppName, options.Value.EmailChange.UndoWithin);
        var secret = await tokens.StageAsync(TokenPurpose.UndoEmailChange, user, mail.Address, lifetime, mail.CreatedAt);
        return new MailContent(
            appName,
            mail.Address,
            localizer["Your email address is about to change"],
            [
                localizer["Someone signed in to your {0} account asked to change its email address. The new address takes effect once it is confirmed.", appName],
                localizer["If this was you, no action is needed. If not, use the link below to keep or restore this address, choose a new password and sign out all devices. It expires in {0} hours.", lifetime.TotalHours],
            ],
            new MailAction(localizer["This wasn't me"], links.To(AccountPaths.UndoEmailChange.With(secret))));
    }
}
