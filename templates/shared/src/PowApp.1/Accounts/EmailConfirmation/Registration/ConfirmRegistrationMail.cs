using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>The link that confirms the address of a new account; or, if it is confirmed already, a word to its owner.</summary>
public sealed class ConfirmRegistrationMail(
    UserManager<User> users, TokenService tokens, AccountLinks links, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    public async Task<MailContent?> WriteAsync(OutboxMail mail) => await users.FindByEmailAsync(mail.Address) switch
    {
        null => null,
        { IsUnconfirmed: true } user => await LinkAsync(user),
        var user => HasAccount(user.Email!),
    };

    private async Task<MailContent> LinkAsync(User user)
    {
        var lifetime = options.Value.EmailConfirmation.LinkLifetime;
        var secret = await tokens.StageAsync(EmailConfirmationService.Purpose, user, user.Email!, lifetime);
        return new MailContent(
            user.Email!,
            localizer["Confirm your email address"],
            [
                localizer["Somebody, hopefully you, created an account with this address at {0}.", options.Value.AppName],
                localizer["The link below leads to a page where you confirm that the address is yours. It works once, for {0} hours.", lifetime.TotalHours],
                localizer["If this was not you, leave this mail alone: without your confirmation nobody can use the account."],
            ],
            new MailAction(localizer["Confirm my address"], links.To(AccountPaths.ConfirmEmailLink.With(secret))));
    }

    private MailContent HasAccount(string address) => new(
        address,
        localizer["You already have an account"],
        [
            localizer["Somebody, hopefully you, wanted to create or confirm an account with this address at {0}.", options.Value.AppName],
            localizer["There is one already, and nothing has changed: just sign in. If it was not you, there is nothing to do."],
        ],
        new MailAction(localizer["Sign in"], links.To(AccountPaths.SignIn)));
}
