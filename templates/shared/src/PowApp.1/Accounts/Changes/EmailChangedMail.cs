using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

#if (EmailConfirmation)
/// <summary>Tells the address of an account that another one is to take its place, and lets it take the change back: before, or after.</summary>
#endif
#if (!EmailConfirmation)
/// <summary>Tells the address before a change of the address, and lets it undo the change.</summary>
#endif
public sealed class EmailChangedMail(
    AccountService accounts, TokenService tokens, AccountLinks links, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    public async Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        if (await accounts.FindAsync(mail.UserId!.Value) is not { } user) return null;

        var lifetime = options.Value.UndoChangeWithin;
        var secret = await tokens.StageAsync(UndoEmailChangeService.Purpose, user, mail.Address, lifetime, mail.CreatedAt);
        return new MailContent(
            mail.Address,
#if (EmailConfirmation)
            localizer["Your email address is about to change"],
#endif
#if (!EmailConfirmation)
            localizer["Your email address was changed"],
#endif
            [
#if (EmailConfirmation)
                localizer["Somebody who knows your password asked for another address for your account at {0}. It takes the place of this one once it is confirmed.", options.Value.AppName],
                localizer["If this was you, there is nothing to do. If it was not, the link below keeps this address, or restores it, and signs every device out. It works for {0} hours.", lifetime.TotalHours],
#endif
#if (!EmailConfirmation)
                localizer["The address of your account at {0} was changed. From now on, another address signs in to it.", options.Value.AppName],
                localizer["If this was you, there is nothing to do. If it was not, the link below restores this address and signs every device out. It works for {0} hours.", lifetime.TotalHours],
#endif
            ],
            new MailAction(localizer["This was not me"], links.To(AccountPaths.AccountChange.With(secret))));
    }
}
