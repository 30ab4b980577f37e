using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>
/// Lets anybody create an account, which counts once its address is confirmed. What became of it, only the mailbox tells: the work and
/// the answer are the same for a free address, a taken one, and one that waits to be confirmed.
/// </summary>
public sealed class RegistrationService(
#if (Pages)
    AppDbContext db, AccountService accounts, RegistrationCookie cookie, RequestedMails mails, Throttle throttle, Caller caller,
    AccountEvents events, TimeProvider clock, IOptions<AccountOptions> options)
#endif
#if (!Pages)
    AppDbContext db, AccountService accounts, RequestedMails mails, Throttle throttle, Caller caller, AccountEvents events,
    TimeProvider clock, IOptions<AccountOptions> options)
#endif
{
    /// <returns>For a taken address, a user that is saved nowhere.</returns>
    public async Task<AccountResult> RegisterAsync(string email, string password)
    {
        var account = await accounts.StageNewAsync(email, password);

        // A refused password tells nothing of the address: to look for a good one is free.
        if (account.IsRefusedFor("Password")) return account;

        throttle.Take("registration", caller.Source, options.Value.Throttling.RegistrationsPerHour, TimeSpan.FromHours(1));
        if (!EmailAddress.TryParse(email, out var address)) return account;

        var user = account.User ?? new User { Email = address, CreatedAt = clock.GetUtcNow() };
        user.IsUnconfirmed = true;
#if (Pages)
        user.RegistrationHash = cookie.Write();
#endif

        // Only with its mail: a registration that nobody hears of must not end the link of an earlier one.
        var isSaved = mails.Stage<ConfirmRegistrationMail>(address) && await db.TrySaveChangesAsync();
        if (isSaved && account.Succeeded) events.Write(AccountEvent.Registered, user.Id);
        else events.WriteRefused(AccountEvent.RegistrationRefused);
        return AccountResult.Done(user);
    }
}
