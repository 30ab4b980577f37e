using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
#if (EmailConfirmation)
using Microsoft.Extensions.Options;
#endif
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// Creates, changes and deletes users. Methods named Stage leave the save to their caller, who adds what belongs to the same act.
/// </summary>
#if (!EmailConfirmation)
public sealed class AccountService(
    AppDbContext db, UserManager<User> users, PasswordVerifier passwords, HashingTurn turns, Throttle throttle, ReservedEmails reserved,
    Outbox outbox, AccountEvents events, TimeProvider clock, IStringLocalizer<Texts> localizer)
    : IExpiringRows
#endif
#if (EmailConfirmation)
public sealed class AccountService(
    AppDbContext db, UserManager<User> users, PasswordVerifier passwords, HashingTurn turns, Throttle throttle, ReservedEmails reserved,
    Outbox outbox, AccountEvents events, TimeProvider clock, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IExpiringRows
#endif
{
    public async Task<User?> FindAsync(Guid id) => await users.FindByIdAsync(id.ToString());

#if (!EmailConfirmation)
    /// <summary>The user with this address, however it is written.</summary>
    public Task<User?> FindByEmailAsync(string email) => users.FindByEmailAsync(email);
#endif
#if (EmailConfirmation)
    /// <summary>The user with this address, however it is written. An address that was registered and never confirmed is no one's.</summary>
    public async Task<User?> FindByEmailAsync(string email) =>
        await users.FindByEmailAsync(email) is { IsUnconfirmed: false } user ? user : null;
#endif

    /// <summary>Creates an account that can be used at once.</summary>
    public async Task<AccountResult> CreateAsync(NewAccount account) => await SaveNewAsync(await StageNewAsync(account));

    public async Task<AccountResult> ChangePasswordAsync(Guid userId, string currentPassword, string password)
    {
        if (await passwords.VerifyAsync(userId, currentPassword) is not { } user)
            return AccountResult.Refused(AccountField.CurrentPassword, localizer["Incorrect password."]);

        var accepted = await CheckPasswordAsync(user, password);
        if (!accepted.Succeeded) return accepted;

        throttle.TakePasswordChange(user);
        return await SaveAsync(await StagePasswordAsync(user, password), AccountEvent.PasswordChanged);
    }

    /// <summary>
    /// Deletes an account. One whose address was changed is only emptied for as long as the change can be undone: whoever knows the password
    /// must not be able to take it from the owner of the previous address for good.
    /// </summary>
    public async Task<AccountResult> DeleteAsync(Guid userId)
    {
        if (await FindAsync(userId) is not { } user) return ChangedElsewhere();

        throttle.TakeDeletion(user);
        var previous = await reserved.ListAsync(user.Id);
        foreach (var address in previous.Append(user.Email!).DistinctBy(users.NormalizeEmail)) outbox.Stage<AccountDeletedMail>(address, user.Id);

        if (previous.Count > 0) return await SaveAsync(await StageDeletionAsync(user), AccountEvent.AccountDeleted);

        await users.DeleteAsync(user);
        return await SaveAsync(AccountResult.Done(user), AccountEvent.AccountDeleted);
    }
#if (OpenRegistration)

    /// <summary>Checks the password of a new account, without telling or finding out whether the address is taken.</summary>
    public Task<AccountResult> CheckNewAsync(NewAccount account) => CheckPasswordAsync(UserOf(account), account.Password);
#endif

#if (!EmailConfirmation)
    /// <summary>Stages an account.</summary>
#endif
#if (EmailConfirmation)
    /// <summary>Stages an account. One whose address was never confirmed makes way for it: whoever registered that keeps nothing.</summary>
#endif
    public async Task<AccountResult> StageNewAsync(NewAccount account)
    {
        var user = UserOf(account);
        var accepted = await CheckPasswordAsync(user, account.Password);
        if (!accepted.Succeeded) return accepted;

        using var turn = await turns.WaitForNewPasswordAsync();
#if (EmailConfirmation)
        await StageRemovalOfUnconfirmedAsync(account.Email);
#endif
        return Staged(user, await users.CreateAsync(user, account.Password));
    }

    /// <summary>Writes a new account, with everything that was staged with it.</summary>
    public async Task<AccountResult> SaveNewAsync(AccountResult staged)
    {
        if (staged.Succeeded && !await db.TrySaveChangesAsync())
            staged = AccountResult.Refused(AccountField.Email, localizer["An account with this email already exists."]);

        if (staged.Succeeded) events.Write(AccountEvent.Registered, staged.User.Id);
        else events.WriteRefused(AccountEvent.RegistrationRefused);
        return staged;
    }

    /// <summary>Stages another address. The new security stamp ends the user's sessions and emailed links.</summary>
    public async Task<AccountResult> StageEmailAsync(User user, string email)
    {
#if (EmailConfirmation)
        user.IsUnconfirmed = false; // Only the owner of the address gets here.
        await StageRemovalOfUnconfirmedAsync(email);
#endif
        return Staged(user, await users.SetEmailAsync(user, Stored(email)));
    }

    /// <summary>
    /// Stages another password and the email that tells the owner. The new security stamp ends the user's sessions and emailed links.
    /// </summary>
    public async Task<AccountResult> StagePasswordAsync(User user, string password)
    {
        var accepted = await CheckPasswordAsync(user, password);
        if (!accepted.Succeeded) return accepted;

        using var turn = await turns.WaitForNewPasswordAsync();
#if (EmailConfirmation && ResetPassword)
        user.IsUnconfirmed = false; // Only the owner of the address gets here.
#endif
        user.PasswordHash = null; // Identity adds a password only where there is none. It validates, hashes and stamps.
        var staged = Staged(user, await users.AddPasswordAsync(user, password));
        if (staged.Succeeded) outbox.Stage<PasswordChangedMail>(user.Email!, user.Id);
        return staged;
    }

    /// <summary>Writes a change of an account, with everything that was staged with it.</summary>
    public async Task<AccountResult> SaveAsync(AccountResult staged, EventId act)
    {
        if (!staged.Succeeded) return staged;
        if (!await db.TrySaveChangesAsync()) return ChangedElsewhere();

        events.Write(act, staged.User.Id);
        return staged;
    }

    /// <summary>The refusal of a change that came too late.</summary>
    public AccountResult ChangedElsewhere() =>
        AccountResult.Refused(AccountField.None, localizer["Your account was just changed somewhere else. Try again."]);

#if (!EmailConfirmation)
    /// <inheritdoc/>
    public Task<int> DeleteExpiredAsync(int atMost, CancellationToken stopping)
    {
        var reservations = reserved.Current();
        return db.Set<User>()
            .Where(user => user.DeletedAt != null && !reservations.Any(reservation => reservation.UserId == user.Id))
            .OrderBy(user => user.Id).Take(atMost).ExecuteDeleteAsync(stopping);
    }
#endif
#if (EmailConfirmation)
    /// <inheritdoc/>
    public Task<int> DeleteExpiredAsync(int atMost, CancellationToken stopping)
    {
        var (reservations, registeredUntil) = (reserved.Current(), clock.GetUtcNow() - options.Value.EmailConfirmation.KeepUnconfirmedFor);
        return db.Set<User>()
            .Where(user => (user.DeletedAt != null && !reservations.Any(reservation => reservation.UserId == user.Id))
                || (user.IsUnconfirmed && user.CreatedAt < registeredUntil))
            .OrderBy(user => user.Id).Take(atMost).ExecuteDeleteAsync(stopping);
    }
#endif

    // UserManager checks it too, but only when it is about to hash it. Whoever has to wait or is turned away should know first what is wrong.
    private async Task<AccountResult> CheckPasswordAsync(User user, string password)
    {
        foreach (var policy in users.PasswordValidators)
            if (await policy.ValidateAsync(users, user, password) is { Succeeded: false } refused) return Staged(user, refused);

        return AccountResult.Done(user);
    }

    // What the account was is gone: nothing signs in to it, and it keeps only the addresses that are reserved for it. The new security stamp ends
    // sessions and links.
    private async Task<AccountResult> StageDeletionAsync(User user)
    {
        (user.DeletedAt, user.PasswordHash) = (clock.GetUtcNow(), null);
        return Staged(user, await users.SetEmailAsync(user, $"{Guid.NewGuid()}@deleted.invalid"));
    }

    private User UserOf(NewAccount account) => new() { Email = Stored(account.Email), CreatedAt = clock.GetUtcNow() };

    private AccountResult Staged(User user, IdentityResult result)
    {
        if (result.Succeeded) return AccountResult.Done(user);

        db.ChangeTracker.Clear(); // What was refused must not be written by a later save.
        return AccountResult.Refused(result);
    }

#if (EmailConfirmation)
    private async Task StageRemovalOfUnconfirmedAsync(string email)
    {
        if (await users.FindByEmailAsync(email) is { IsUnconfirmed: true } user) await users.DeleteAsync(user);
    }

#endif
    private static string Stored(string email) => EmailAddress.TryParse(email, out var address) ? address : email;
}
