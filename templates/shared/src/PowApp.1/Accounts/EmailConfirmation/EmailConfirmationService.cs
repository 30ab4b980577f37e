using Microsoft.Extensions.Localization;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>Confirms an address through the link that was mailed to it. Signs nobody in.</summary>
public sealed partial class EmailConfirmationService(
#if (OpenRegistration && Pages)
    AppDbContext db, AccountService accounts, TokenService tokens, RegistrationCookie registration, RequestedMails mails, AccountEvents events,
    IStringLocalizer<Texts> localizer)
#endif
#if (OpenRegistration && !Pages)
    AppDbContext db, AccountService accounts, TokenService tokens, RequestedMails mails, AccountEvents events, IStringLocalizer<Texts> localizer)
#endif
#if (!OpenRegistration)
    AppDbContext db, AccountService accounts, TokenService tokens, AccountEvents events, IStringLocalizer<Texts> localizer)
#endif
{
    /// <summary>The link goes to the address that is to be confirmed, which may not be the user's yet.</summary>
    public static readonly TokenPurpose Purpose = new("confirm-email", GoesToOwnAddress: false);

#if (Pages)
    public async Task<EmailConfirmation?> FindAsync(string secret)
    {
        if (await tokens.FindAsync(Purpose, secret) is not { } token) return null;

#if (OpenRegistration)
        if (AsksForPassword(token.User)) return new EmailConfirmation(token.SentTo) { AsksForPassword = true };
#endif
        return new EmailConfirmation(token.SentTo);
    }

#endif
    /// <summary>Uses the link up. A new address takes the place of the one before, and the user's sessions and other links end.</summary>
    public async Task<AccountResult> ConfirmAsync(string secret)
    {
        if (await tokens.FindAsync(Purpose, secret) is not { } token) return NotValid();

#if (OpenRegistration)
        if (token.User.IsUnconfirmed) return await ConfirmNewAsync(token);
#endif
        return await SaveAsync(token, await accounts.StageEmailAsync(token.User, token.SentTo), AccountEvent.EmailChanged);
    }

    private async Task<AccountResult> SaveAsync(AccountToken token, AccountResult confirmed, AccountEvent act)
    {
        if (!confirmed.Succeeded) return confirmed;

        tokens.StageUse(token);
        if (!await db.TrySaveChangesAsync()) return NotValid();

        events.Write(act, confirmed.User.Id);
        return confirmed;
    }

    private AccountResult NotValid() => AccountResult.Refused("", localizer["This link is not valid any more."]);
}
