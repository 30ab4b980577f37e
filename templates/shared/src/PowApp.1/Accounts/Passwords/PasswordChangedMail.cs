using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Tells the owner that the password was changed.</summary>
#if (ResetPassword)
public sealed class PasswordChangedMail(AccountLinks links, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer) : IMailTemplate
#endif
#if (!ResetPassword)
public sealed class PasswordChangedMail(IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer) : IMailTemplate
#endif
{
    public static string Kind => "password-changed";

    public Task<MailContent?> WriteAsync(OutboxMail mail) => Task.FromResult<MailContent?>(new MailContent(
        options.Value.AppName,
        mail.Address,
        localizer["Your password was changed"],
        [
            localizer["The password of your {0} account was changed, and its other sessions were signed out.", options.Value.AppName],
#if (ResetPassword)
            localizer["If this was you, no action is needed. If not, someone may have access to your account: reset your password now."],
        ],
        new MailAction(localizer["Choose a new password"], links.To(ResetPasswordPaths.Ask))));
#endif
#if (!ResetPassword)
            localizer["If this was you, no action is needed. If not, someone else has signed in to your account, and your old password no longer works: contact the people who run {0} now, and ask them to give you access again.", options.Value.AppName],
            localizer["If you use the old password anywhere else, change it there too."],
        ]));
#endif
}
