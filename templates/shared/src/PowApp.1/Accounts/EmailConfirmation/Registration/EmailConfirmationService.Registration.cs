namespace PowApp._1.Accounts;

public sealed partial class EmailConfirmationService
{
    /// <summary>
    /// Leaves a row for any address, known or not; who it belongs to is looked up when the mail is written. So neither the answer nor
    /// its time tells whether there is an account.
    /// </summary>
    public async Task RequestAsync(string email)
    {
        if (!EmailAddress.TryParse(email, out var address)) return;

        mails.Stage<ConfirmRegistrationMail>(address);
        await db.SaveChangesAsync();
    }

    /// <summary>
    /// Uses the link of a new account up, unless the password is refused. Whoever registered the address before keeps nothing: no
    /// password, no session, no link.
    /// </summary>
    public async Task<AccountResult> ConfirmAsync(string secret, string password)
    {
        if (await tokens.FindAsync(Purpose, secret) is not { User.IsUnconfirmed: true } token) return NotValid();

        return await SaveAsync(token, await accounts.StageNewAsync(token.SentTo, password), AccountEvent.EmailConfirmed);
    }

#if (Pages)
    private async Task<AccountResult> ConfirmNewAsync(AccountToken token)
    {
        if (AsksForPassword(token.User)) return AccountResult.Refused("", localizer["Choose the password for your account."]);

        return await SaveAsync(token, await accounts.StageEmailAsync(token.User, token.SentTo), AccountEvent.EmailConfirmed);
    }

    private bool AsksForPassword(User user) => user.IsUnconfirmed && !registration.IsOf(user);
#endif
#if (!Pages)
    private async Task<AccountResult> ConfirmNewAsync(AccountToken token) =>
        await SaveAsync(token, await accounts.StageEmailAsync(token.User, token.SentTo), AccountEvent.EmailConfirmed);
#endif
}
