using System.Security.Cryptography;
using Microsoft.Extensions.Localization;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Confirms the address of a new account, through the link that was emailed to it. It signs no one in.</summary>
public sealed class ConfirmRegistrationService(
    AppDbContext db, AccountService accounts, TokenService tokens, RequestedMails mails, AccountEvents events, IStringLocalizer<Texts> localizer)
{
    private static readonly EventId _emailConfirmed = new(1007, "EmailConfirmed");

    /// <summary>
    /// Leaves a row for any address, known or not. Who it belongs to is looked up when the email is written, so neither the response nor its
    /// time tells whether there is an account.
    /// </summary>
    public async Task RequestAsync(string email)
    {
        mails.Stage<ConfirmRegistrationMail>(EmailAddress.Parse(email));
        await db.SaveChangesAsync();
    }

    /// <summary>Confirms the address, for the client that registered it.</summary>
    /// <param name="proof">What <see cref="RegistrationService"/> returned; null for nothing.</param>
    public async Task<AccountResult> ConfirmAsync(AccountToken token, string? proof)
    {
        if (!Proves(proof, token.User)) return AccountResult.Refused(AccountField.Password, localizer["Choose a password for your account."]);

        return await SaveAsync(token, await accounts.StageEmailAsync(token.User, token.SentTo));
    }

    /// <summary>
    /// Confirms the address, for its owner in another client, who chooses the password. Whoever registered the address keeps nothing: no
    /// password, no session, no link.
    /// </summary>
    public async Task<AccountResult> ConfirmWithPasswordAsync(AccountToken token, string password) =>
        await SaveAsync(token, await accounts.StageNewAsync(new(token.SentTo, password)));

    /// <summary>Whether the account was registered by the client that has this proof.</summary>
    public bool Proves(string? proof, User user) => CryptographicOperations.FixedTimeEquals(Secret.Hash(proof ?? ""), user.RegistrationProofHash);

    private async Task<AccountResult> SaveAsync(AccountToken token, AccountResult confirmed)
    {
        if (!confirmed.Succeeded) return confirmed;

        tokens.StageUse(token);
        if (!await db.TrySaveChangesAsync()) return tokens.Refused();

        events.Write(_emailConfirmed, confirmed.User.Id);
        return confirmed;
    }
}

/// <summary>How long the link of a registration works. Bound to the configuration section "Accounts:EmailConfirmation".</summary>
public sealed class EmailConfirmationLimits
{
    /// <summary>
    /// How long the link works, and the client that registered is recognized. A day leaves time for a slow email. After that, users ask for
    /// another one.
    /// </summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long an account whose address no one has confirmed is kept. Never less than <see cref="LinkLifetime"/>.</summary>
    public TimeSpan KeepUnconfirmedFor { get; set; } = TimeSpan.FromDays(30);

    public void Check(OptionsRules rules)
    {
        rules.Duration("EmailConfirmation:LinkLifetime", LinkLifetime, TimeSpan.FromDays(7));
        rules.Duration("EmailConfirmation:KeepUnconfirmedFor", KeepUnconfirmedFor, TimeSpan.FromDays(365));
        rules.Check(
            KeepUnconfirmedFor >= LinkLifetime, "EmailConfirmation:KeepUnconfirmedFor", "must not be less than EmailConfirmation:LinkLifetime");
    }
}
