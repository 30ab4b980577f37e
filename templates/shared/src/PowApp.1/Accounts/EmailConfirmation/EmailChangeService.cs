using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Lets users ask for another address. It takes the place of the one before when its owner confirms it.</summary>
public sealed class EmailChangeService(
    AccountService accounts, TokenService tokens, RequestedMails mails, Outbox outbox, IOptions<AccountOptions> options,
    IStringLocalizer<Texts> localizer)
{
    /// <summary>
    /// Stages a mail to any new address, taken or not; who it belongs to is looked up when the mail is written. So neither the answer nor
    /// its time tells whether somebody else has it. The address before gets a notice, with a link that takes the change back.
    /// </summary>
    public async Task<AccountResult> ChangeAsync(Guid userId, string currentPassword, string email)
    {
        var account = await accounts.CheckPasswordAsync(userId, currentPassword);
        if (!account.Succeeded) return account;

        var user = account.User;
        if (!EmailAddress.TryParse(email, out var address))
            return AccountResult.Refused(nameof(User.Email), localizer["Enter an email address, such as name@example.com."]);
        if (address == user.Email) return await KeepAsync(account);

        // One mail too many for this address: what was asked for before stays as it is.
        if (!mails.Stage<ConfirmEmailChangeMail>(address, user)) return account;

        // Holds what is asked for, bound to the rights of now. Its secret is thrown away: the mail, when it is written, brings another one.
        await tokens.StageAsync(EmailConfirmationService.Purpose, user, address, options.Value.EmailConfirmation.ChangeLinkLifetime);
        outbox.Stage<EmailChangedMail>(user.Email!, user);
        return await accounts.SaveAsync(account, AccountEvent.EmailChangeRequested);
    }

    // Their own address again: a change that waits is taken back.
    private async Task<AccountResult> KeepAsync(AccountResult account)
    {
        await tokens.StageEndSinceAsync(EmailConfirmationService.Purpose, account.User!, DateTimeOffset.MinValue);
        return await accounts.SaveAsync(account, AccountEvent.EmailChangeRequested);
    }
}
