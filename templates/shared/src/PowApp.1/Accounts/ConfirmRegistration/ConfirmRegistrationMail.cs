using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>The link that confirms the address of a new account; or, if there is an account with it already, a notice to its owner.</summary>
public sealed class ConfirmRegistrationMail(
    UserManager<User> users, ReservedEmails reserved, TokenService tokens, AccountLinks links, IOptions<AccountOptions> options,
    IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    private string AppName => options.Value.AppName;

    public static string Kind => "confirm-registration";

    public async Task<MailContent?> WriteAsync(OutboxMail mail) => await users.FindByEmailAsync(mail.Address) switch
    {
        null => await reserved.IsReservedAsync(mail.Address) ? Reserved(mail.Address) : null,
        { IsUnconfirmed: true } user => await LinkAsync(user),
        var user => HasAccount(user.Email!),
    };

    private async Task<MailContent> LinkAsync(User user)
    {
        var lifetime = options.Value.EmailConfirmation.LinkLifetime;
        var secret = await tokens.StageAsync(TokenPurpose.ConfirmEmail, user, user.Email!, lifetime);
        return new MailContent(
            AppName,
            user.Email!,
            localizer["Confirm your email address"],
            [
                localizer["Someone (hopefully you) created a {0} account with this address.", AppName],
                localizer["Use the link below to confirm your address. It works once and expires in {0}.", localizer.Duration(lifetime)],
                localizer["If this wasn't you, you can ignore this email. Without your confirmation, no one can use the account."],
            ],
            new MailAction(localizer["Confirm my address"], links.To(AccountPaths.ConfirmEmailLink.With(secret))));
    }

    private MailContent Reserved(string address) => new(
        AppName,
        address,
        localizer["This address can't be used for a new account yet"],
        [
            localizer["Someone (hopefully you) tried to create a {0} account with this address.", AppName],
            localizer["It belonged to an account until recently, and is kept for its owner for a while."],
            localizer["If someone else changed or deleted your account, restore it with the link in our earlier email. Otherwise, try again later."],
        ]);

    private MailContent HasAccount(string address) => new(
        AppName,
        address,
        localizer["You already have an account"],
        [
            localizer["Someone (hopefully you) tried to create or confirm a {0} account with this address.", AppName],
            localizer["You already have one, so just sign in. If this wasn't you, no action is needed."],
        ],
        new MailAction(localizer["Sign in"], links.To(AccountPaths.SignIn)));
}
