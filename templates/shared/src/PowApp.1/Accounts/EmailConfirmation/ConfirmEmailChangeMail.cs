using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>The link that makes an address the one of an account; or, if the address has an account already, a word to its owner.</summary>
public sealed class ConfirmEmailChangeMail(
    AppDbContext db, AccountService accounts, TokenService tokens, AccountLinks links, IOptions<AccountOptions> options,
    IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    public async Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        if (await FindPendingUserAsync(mail) is not { } user) return null;

        var owner = await accounts.FindOwnerAsync(mail.Address);
        return owner is null || owner.Id == user.Id ? await LinkAsync(user, mail.Address) : Taken(owner.Email!);
    }

    // Nobody, if the change was taken back, replaced or overtaken by a change of rights since it was asked for.
    private async Task<User?> FindPendingUserAsync(OutboxMail mail) =>
        await db.Set<AccountToken>()
            .Where(token => token.UserId == mail.UserId
                && token.Purpose == EmailConfirmationService.Purpose.Name
                && token.SentTo == mail.Address
                && token.SecurityStamp == token.User.SecurityStamp)
            .Select(token => token.User)
            .SingleOrDefaultAsync();

    private async Task<MailContent> LinkAsync(User user, string address)
    {
        var lifetime = options.Value.EmailConfirmation.ChangeLinkLifetime;
        var secret = await tokens.StageAsync(EmailConfirmationService.Purpose, user, address, lifetime);
        return new MailContent(
            address,
            localizer["Confirm your new email address"],
            [
                localizer["Somebody, hopefully you, asked to use this address for an account at {0}.", options.Value.AppName],
                localizer["The link below leads to a page where you confirm it. It works once, for {0} minutes. Until then, the account keeps the address that it has.", lifetime.TotalMinutes],
                localizer["If you did not ask for it, leave this mail alone: nothing changes."],
            ],
            new MailAction(localizer["Confirm this address"], links.To(AccountPaths.ConfirmEmailLink.With(secret))));
    }

    private MailContent Taken(string address) => new(
        address,
        localizer["Your address was given for another account"],
        [
            localizer["Somebody, maybe you, asked to use this address for another account at {0}.", options.Value.AppName],
            localizer["It belongs to your account already, so nothing has changed, and there is nothing to do."],
        ]);
}
