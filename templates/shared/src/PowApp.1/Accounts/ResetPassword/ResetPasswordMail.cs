using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>The link to choose a new password; to the address that is stored, never to the one that was typed.</summary>
public sealed class ResetPasswordMail(
    UserManager<User> users, TokenService tokens, AccountLinks links, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    public async Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        if (await users.FindByEmailAsync(mail.Address) is not { Email: { } address } user) return null;

        var lifetime = options.Value.ResetPassword.LinkLifetime;
        var secret = await tokens.StageAsync(ResetPasswordService.Purpose, user, address, lifetime);
        return new MailContent(
            address,
            localizer["Reset your password"],
            [
                localizer["Somebody, hopefully you, asked for a new password for your account at {0}.", options.Value.AppName],
                localizer["The link below leads to a page where you can choose one. It works once, for {0} minutes.", lifetime.TotalMinutes],
                localizer["If you did not ask for it, leave this mail alone: nothing changes."],
            ],
            new MailAction(localizer["Choose a new password"], links.To(AccountPaths.ResetPasswordLink.With(secret))));
    }
}
