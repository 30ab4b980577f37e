using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Tells the address of an account that it is about to change, with the link that undoes the change.</summary>
public sealed class EmailChangeNoticeMail(
    AccountService accounts, TokenService tokens, AccountLinks links, TimeProvider clock, IOptions<AccountOptions> options,
    IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    public static string Kind => "email-change-notice";

    public async Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        if (await accounts.FindAsync(mail.UserId!.Value) is not { } user) return null;

        // The time to undo the change started with the request, however late this email is.
        var undoWithin = options.Value.EmailChange.UndoWithin;
        var timeLeft = mail.CreatedAt + undoWithin - clock.GetUtcNow();
        if (timeLeft <= TimeSpan.Zero)
            return Notice(mail.Address, localizer["If this was you, no action is needed. If not, someone knows your password: sign in and change it now. If you can't sign in, contact us."]);

        var secret = await tokens.StageAsync(TokenPurpose.UndoEmailChange, user, mail.Address, undoWithin, mail.CreatedAt);
        return Notice(
            mail.Address,
            localizer["If this was you, no action is needed. If not, use the link below to keep or restore this address, choose a new password and sign out all devices. It expires in {0}.", localizer.Duration(timeLeft)],
            new MailAction(localizer["This wasn't me"], links.To(AccountPaths.UndoEmailChange.With(secret))));
    }

    private MailContent Notice(string address, string advice, MailAction? action = null) => new(
        options.Value.AppName,
        address,
        localizer["Your email address is about to change"],
        [
            localizer["Someone who is signed in to your {0} account asked to change its email address. The new address takes effect once it is confirmed.", options.Value.AppName],
            advice,
        ],
        action);
}
