using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Tells the owner that a session was ended because somebody else seems to hold it too.</summary>
public sealed class CopiedSessionMail(AccountLinks links, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer) : IMailTemplate
{
    public Task<MailContent?> WriteAsync(OutboxMail mail) => Task.FromResult<MailContent?>(new MailContent(
        mail.Address,
        localizer["Somebody may have copied your sign-in"],
        [
            localizer["A device that is signed in to your account at {0} was used in a way that looks like a copy of it. To be safe, we signed it out: the next time, it asks for your password.", options.Value.AppName],
            localizer["Look at the list of your sessions. If you do not recognise one, end it and change your password."],
        ],
        new MailAction(localizer["Show my sessions"], links.To(AccountPaths.Sessions))));
}
