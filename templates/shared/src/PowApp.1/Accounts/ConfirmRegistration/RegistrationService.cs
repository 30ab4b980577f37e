using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// Lets anyone create an account, which can be used once its address is confirmed. Only the mailbox tells what became of it: the work and the
/// response are the same for a free address, a taken one, and one that waits to be confirmed.
/// </summary>
public sealed class RegistrationService(
    AppDbContext db, AccountService accounts, RequestedMails mails, Throttle throttle, Caller caller, AccountEvents events,
    IOptions<AccountOptions> options)
{
    public async Task<RegistrationResult> RegisterAsync(string email, string password)
    {
        var account = await accounts.StageNewAsync(email, password);

        // A refused password tells nothing about the address: trying others is free.
        if (account.Errors.Any(error => error.Field is AccountField.Password)) return new RegistrationResult(null, account.Errors);

        throttle.Take("registration", caller.Source, options.Value.Throttling.RegistrationsPerHour, TimeSpan.FromHours(1));
        if (!EmailAddress.TryParse(email, out var address)) return new RegistrationResult(null, account.Errors);

        var proof = Secret.New();
        var proofHash = Secret.Hash(proof);
        if (account.User is { } user) (user.IsUnconfirmed, user.RegistrationProofHash) = (true, proofHash);

        // Only with its email: a registration that no one hears of must not end the link of an earlier one.
        var isSaved = mails.Stage<ConfirmRegistrationMail>(address) && await db.TrySaveChangesAsync();
        if (isSaved && account.Succeeded) events.Write(AccountEvent.Registered, account.User.Id);
        else events.WriteRefused(AccountEvent.RegistrationRefused);
        return new RegistrationResult(proof, []);
    }
}

/// <param name="Proof">Shows later that the account was registered by this client. Returned for a taken address too, where it is worthless.</param>
/// <param name="Errors">Why the password or the address was refused.</param>
public sealed record RegistrationResult(string? Proof, IReadOnlyList<AccountError> Errors);
