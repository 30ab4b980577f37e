using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Lets the owner of an account's address choose a new password.</summary>
public sealed class ResetPasswordService(
    AppDbContext db, AccountService accounts, TokenService tokens, RequestedMails mails, PasswordAttempts attempts, AccountEvents events)
{
    /// <summary>
    /// The link outlives a change of the password in a session: otherwise, someone who knows the password could change it over and over, and
    /// keep the owner from ever using a link.
    /// </summary>
    public static readonly TokenPurpose Purpose = new("reset-password", BoundToSecurityStamp: false, IsReplaced: true);

    /// <summary>
    /// Leaves a row for any address, known or not. Who it belongs to is looked up when the email is written, so neither the response nor its
    /// time tells whether there is an account.
    /// </summary>
    public async Task RequestAsync(string email)
    {
        mails.StageToOwner<ResetPasswordMail>(EmailAddress.Parse(email));
        await db.SaveChangesAsync();
    }

    /// <summary>Uses the link up, unless the password is refused. All sessions and other links of the user end. No one is signed in.</summary>
    public async Task<AccountResult> ResetAsync(AccountToken token, string password)
    {
        if (!EmailAddress.AreSame(token.SentTo, token.User.Email)) return tokens.Refused();

        var changed = await accounts.StagePasswordAsync(token.User, password);
        if (!changed.Succeeded) return changed;

        tokens.StageUse(token);
        await tokens.StageEndAsync(Purpose, token.User);
        if (!await db.TrySaveChangesAsync()) return tokens.Refused();

        await attempts.ForgetAsync(token.User.Email!, token.User);
        events.Write(AccountEvent.PasswordChanged, token.UserId);
        return changed;
    }
}

/// <summary>How long a link works. Bound to the configuration section "Accounts:ResetPassword".</summary>
public sealed class ResetPasswordLimits
{
    /// <summary>As short as email allows: whoever reads the link owns the account.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(1);

    public void Check(OptionsRules rules) => rules.Duration("ResetPassword:LinkLifetime", LinkLifetime, TimeSpan.FromDays(1));
}
