using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Tells an address that it is no longer that of an account, because the owner of the previous one has undone the change.</summary>
public sealed class EmailChangeUndoneMail(IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer) : IMailTemplate
{
    public static string Kind => "email-change-undone";

    public Task<MailContent?> WriteAsync(OutboxMail mail) => Task.FromResult<MailContent?>(new MailContent(
        options.Value.AppName,
        mail.Address,
        localizer["Your email address was removed from an account"],
        [
            localizer["This address no longer belongs to a {0} account. The change of address was undone from the account's previous address, and all devices were signed out.", options.Value.AppName],
            localizer["If you made the change yourself and still want it, sign in with the previous address and change it again."],
        ]));
}
