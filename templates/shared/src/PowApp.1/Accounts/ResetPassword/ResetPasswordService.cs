using Microsoft.Extensions.Localization;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>Lets the owner of an account's address choose a new password.</summary>
public sealed class ResetPasswordService(
    AppDbContext db, AccountService accounts, TokenService tokens, RequestedMails mails, PasswordAttempts attempts,
    AccountEvents events, IStringLocalizer<Texts> localizer)
{
    public static readonly TokenPurpose Purpose = new("reset-password");

    /// <summary>
    /// Leaves a row for any address, known or not; who it belongs to is looked up when the mail is written. So neither the answer nor
    /// its time tells whether there is an account.
    /// </summary>
    public async Task RequestAsync(string email)
    {
        if (!EmailAddress.TryParse(email, out var address)) return;

        mails.Stage<ResetPasswordMail>(address);
        await db.SaveChangesAsync();
    }

#if (Pages)
    public async Task<bool> IsValidAsync(string secret) => await tokens.FindAsync(Purpose, secret) is not null;

#endif
    /// <summary>Uses the link up, unless the password is refused. All sessions and other links of the user end; nobody is signed in.</summary>
    public async Task<AccountResult> ResetAsync(string secret, string password)
    {
        if (await tokens.FindAsync(Purpose, secret) is not { } token) return NotValid();

        var changed = await accounts.StagePasswordAsync(token.User, password);
        if (!changed.Succeeded) return changed;

        tokens.StageUse(token);
        if (!await db.TrySaveChangesAsync()) return NotValid();

        await attempts.ForgetAsync(token.User.Email!, token.User);
        events.Write(AccountEvent.PasswordChanged, token.UserId);
        return changed;
    }

    private AccountResult NotValid() => AccountResult.Refused("", localizer["This link is not valid any more. Ask for a new one."]);
}
