using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// The one door to a user: create, authenticate, change, delete. Methods named Stage leave the save to their caller, who adds
/// what belongs to the same act.
/// </summary>
public sealed class AccountService(
    AppDbContext db, UserManager<User> users, IEnumerable<IUnclaimedAccounts> unclaimed, AccountPasswordHasher hasher, HashingQueue hashing,
    Throttle throttle, PasswordAttempts attempts, Outbox outbox, AccountEvents events, TimeProvider clock, IStringLocalizer<Texts> localizer)
{
    public async Task<User?> FindAsync(Guid id) => await users.FindByIdAsync(id.ToString());

    /// <summary>The user whose address this is, in whichever way it is written. An account that nobody has claimed is nobody's.</summary>
    public async Task<User?> FindOwnerAsync(string email) =>
        await users.FindByEmailAsync(email) is { } user && !IsUnclaimed(user) ? user : null;

    /// <summary>Creates an account for somebody whose address needs no proof.</summary>
    public async Task<AccountResult> CreateAsync(string email, string password) => await SaveNewAsync(await StageNewAsync(email, password));

    /// <summary>The user with this address and password. As much work, and the same answer, whether or not the address is known.</summary>
    public async Task<AccountResult> AuthenticateAsync(string email, string password)
    {
        var user = await users.FindByEmailAsync(email);
        throttle.TakeSignIn(user);
        if (await HasPasswordAsync(email, user, password)) return AccountResult.Done(user!);

        events.WriteRefused(AccountEvent.SignInRefused, user?.Id);
        return AccountResult.Refused("", localizer["This email address and password do not belong together."]);
    }

    /// <summary>Checks the password of a user who is signed in already.</summary>
#if (Pages)
    /// <param name="field">Where the refusal of a wrong one is shown.</param>
    public async Task<AccountResult> CheckPasswordAsync(Guid userId, string password, string field = "CurrentPassword")
#endif
#if (!Pages)
    public async Task<AccountResult> CheckPasswordAsync(Guid userId, string password)
#endif
    {
        var user = await FindAsync(userId);
        if (await HasPasswordAsync(user?.Email ?? "", user, password)) return AccountResult.Done(user!);

        events.WriteRefused(AccountEvent.PasswordRefused, userId);
#if (Pages)
        return AccountResult.Refused(field, localizer["This is not your password."]);
#endif
#if (!Pages)
        return AccountResult.Refused("CurrentPassword", localizer["This is not your password."]);
#endif
    }

    public async Task<AccountResult> ChangePasswordAsync(Guid userId, string currentPassword, string password)
    {
        var account = await CheckPasswordAsync(userId, currentPassword);
        if (!account.Succeeded) return account;

        return await SaveAsync(await StagePasswordAsync(account.User, password), AccountEvent.PasswordChanged);
    }

#if (Pages)
    public async Task<AccountResult> DeleteAsync(Guid userId, string currentPassword)
    {
        var account = await CheckPasswordAsync(userId, currentPassword);
        if (!account.Succeeded) return account;

        await users.DeleteAsync(account.User);
        return await SaveAsync(account, AccountEvent.AccountDeleted);
    }
#endif
#if (!Pages)
    public async Task<AccountResult> DeleteAsync(User user)
    {
        await users.DeleteAsync(user);
        return await SaveAsync(AccountResult.Done(user), AccountEvent.AccountDeleted);
    }
#endif

    /// <summary>Stages an account. One that nobody has claimed makes way for it: whoever opened that keeps nothing.</summary>
    public async Task<AccountResult> StageNewAsync(string email, string password)
    {
        using var turn = await hashing.TakeTurnAsync();
        await StageRemovalOfUnclaimedAsync(email);
        var user = new User { Email = Stored(email), CreatedAt = clock.GetUtcNow() };
        return Staged(user, await users.CreateAsync(user, password));
    }

    /// <summary>Writes a new account, with all that was staged beside it.</summary>
    public async Task<AccountResult> SaveNewAsync(AccountResult staged)
    {
        if (staged.Succeeded && !await db.TrySaveChangesAsync())
            staged = AccountResult.Refused(nameof(User.Email), localizer["This address already has an account."]);

        if (staged.Succeeded) events.Write(AccountEvent.Registered, staged.User.Id);
        else events.WriteRefused(AccountEvent.RegistrationRefused);
        return staged;
    }

    /// <summary>Stages another address. The new security stamp ends the user's sessions and mailed links.</summary>
    public async Task<AccountResult> StageEmailAsync(User user, string email)
    {
        StageClaim(user);
        await StageRemovalOfUnclaimedAsync(email);
        return Staged(user, await users.SetEmailAsync(user, Stored(email)));
    }

    /// <summary>
    /// Stages another password and the mail that tells the owner. The new security stamp ends the user's sessions and mailed links.
    /// </summary>
    public async Task<AccountResult> StagePasswordAsync(User user, string password)
    {
        using var turn = await hashing.TakeTurnAsync();
        StageClaim(user);
        user.PasswordHash = null; // Identity adds a password only where there is none; it validates, hashes and stamps.
        var staged = Staged(user, await users.AddPasswordAsync(user, password));
        if (staged.Succeeded) outbox.Stage<PasswordChangedMail>(user.Email!, user);
        return staged;
    }

    /// <summary>Writes a change of an account, with all that was staged beside it.</summary>
    public async Task<AccountResult> SaveAsync(AccountResult staged, AccountEvent act)
    {
        if (!staged.Succeeded) return staged;
        if (!await db.TrySaveChangesAsync())
            return AccountResult.Refused("", localizer["Your account was changed elsewhere at the same moment. Please try again."]);

        events.Write(act, staged.User.Id);
        return staged;
    }

    // Nobody is signed in to an unclaimed account: whoever changes it, does so as the owner of its address.
    private void StageClaim(User user)
    {
        foreach (var accounts in unclaimed) accounts.StageClaim(user);
    }

    private async Task StageRemovalOfUnclaimedAsync(string email)
    {
        if (await users.FindByEmailAsync(email) is { } user && IsUnclaimed(user)) await users.DeleteAsync(user);
    }

    private bool IsUnclaimed(User user) => unclaimed.Any(accounts => accounts.Contains(user));

    private AccountResult Staged(User user, IdentityResult result)
    {
        if (result.Succeeded) return AccountResult.Done(user);

        db.ChangeTracker.Clear(); // What was refused must not be written by a later save.
        return AccountResult.Refused(result);
    }

    // The hasher itself, not UserManager, which moves the security stamp (and so ends all sessions) when it merely hashes anew.
    private async Task<bool> HasPasswordAsync(string email, User? user, string password)
    {
        using var turn = await hashing.TakeTurnAsync();
        await attempts.BeginAsync(email, user);
        var verdict = hasher.VerifyHashedPassword(user!, user?.PasswordHash ?? hasher.Decoy, password);
        if (user is null || verdict == PasswordVerificationResult.Failed) return false;

        if (verdict == PasswordVerificationResult.SuccessRehashNeeded) await HashAnewAsync(user, password);
        await attempts.ForgetAsync(email, user);
        return true;
    }

    // Only the hash, and only if it is still the one that was checked: whatever else happens to the account meanwhile goes its own way.
    private async Task HashAnewAsync(User user, string password)
    {
        var (checkedHash, newHash) = (user.PasswordHash, hasher.HashPassword(user, password));
        await db.Set<User>()
            .Where(row => row.Id == user.Id && row.PasswordHash == checkedHash)
            .ExecuteUpdateAsync(row => row.SetProperty(u => u.PasswordHash, newHash));
    }

    private static string Stored(string email) => EmailAddress.TryParse(email, out var address) ? address : email;
}
