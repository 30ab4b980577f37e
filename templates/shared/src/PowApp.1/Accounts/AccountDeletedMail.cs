using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Tells the owner that the account was deleted, and how to restore it where that is possible.</summary>
public sealed class AccountDeletedMail(ReservedEmails reserved, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer) : IMailTemplate
{
    public static string Kind => "account-deleted";

    public async Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        var canBeRestored = (await reserved.ListAsync(mail.UserId!.Value)).Any(address => EmailAddress.AreSame(address, mail.Address));
        return new MailContent(
            options.Value.AppName,
            mail.Address,
            localizer["Your account was deleted"],
            [
                localizer["Your {0} account was deleted, and all devices were signed out.", options.Value.AppName],
                canBeRestored
                    ? localizer["If this was you, no action is needed. If not, restore the account now: use the link in our earlier email about the change of your address. Once that link expires, the address can be used for a new account."]
                    : localizer["If this was you, no action is needed. If not, someone knew your password: contact us now, and change the password wherever else you use it."],
            ]);
    }
}
