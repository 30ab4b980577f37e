using Microsoft.Extensions.Localization;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Changes the address of an account, and tells the one before.</summary>
public sealed class EmailChangeService(AccountService accounts, Outbox outbox, IStringLocalizer<Texts> localizer)
{
    public async Task<AccountResult> ChangeAsync(Guid userId, string currentPassword, string email)
    {
        var account = await accounts.CheckPasswordAsync(userId, currentPassword);
        if (!account.Succeeded) return account;

        var previous = account.User.Email!;
        if (EmailAddress.TryParse(email, out var address) && address == previous)
            return AccountResult.Refused(nameof(User.Email), localizer["This is your email address already."]);

        var changed = await accounts.StageEmailAsync(account.User, email);
        if (changed.Succeeded) outbox.Stage<EmailChangedMail>(previous, account.User);
        return await accounts.SaveAsync(changed, AccountEvent.EmailChanged);
    }
}
