using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Tells the owner that a session was ended because it seems to have been copied.</summary>
public sealed class CopiedSessionMail(AccountLinks links, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer) : IMailTemplate
{
    public static string Kind => "copied-session";

    public Task<MailContent?> WriteAsync(OutboxMail mail) => Task.FromResult<MailContent?>(new MailContent(
        options.Value.AppName,
        mail.Address,
        localizer["Someone may have copied your session"],
        [
            localizer["A device that is signed in to your {0} account was used in a way that suggests its session was copied. To be safe, we signed it out. You'll need your password next time.", options.Value.AppName],
            localizer["Look at the list of your sessions. If you don't recognize one, end it and change your password."],
        ],
        new MailAction(localizer["View my sessions"], links.To(AccountPaths.Sessions))));
}
