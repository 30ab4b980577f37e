using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// Lets anyone create an account, which can be used once its address is confirmed. Only the mailbox tells what became of it: the response is the
/// same for a free address, a taken one, and one that waits to be confirmed, and so are the hashing and the email behind it.
/// </summary>
public sealed class RegistrationService(
    AppDbContext db, AccountService accounts, RequestedMails mails, Throttle throttle, AccountEvents events)
{
    public async Task<RegistrationResult> RegisterAsync(NewAccount requested)
    {
        // A refusal tells nothing about who has an account: trying again is free.
        var account = await accounts.CheckNewAsync(requested);
        if (!account.Succeeded) return new RegistrationResult(null, account.Errors);

        throttle.TakeRegistration();
        var address = account.User.Email!;
        account = await accounts.StageNewAsync(requested);
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
