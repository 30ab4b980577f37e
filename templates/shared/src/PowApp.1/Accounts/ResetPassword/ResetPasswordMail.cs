using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>The link to choose a new password. It goes to the address that is stored, never to the one that was typed.</summary>
public sealed class ResetPasswordMail(
    UserManager<User> users, TokenService tokens, AccountLinks links, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    public static string Kind => "reset-password";

    public async Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        if (await users.FindByEmailAsync(mail.Address) is not { Email: { } address } user) return null;

        var (appName, lifetime) = (options.Value.AppName, options.Value.ResetPassword.LinkLifetime);
        var secret = await tokens.StageAsync(ResetPasswordService.Purpose, user, address, lifetime);
        return new MailContent(
            appName,
            address,
            localizer["Reset your password"],
            [
                localizer["We received a request to reset your {0} password.", appName],
                localizer["Use the link below to choose a new one. It works once and expires in {0}.", localizer.Duration(lifetime)],
                localizer["If this wasn't you, you can ignore this email. Nothing will change."],
            ],
            new MailAction(localizer["Choose a new password"], links.To(ResetPasswordPaths.Link.With(secret))));
    }
}
