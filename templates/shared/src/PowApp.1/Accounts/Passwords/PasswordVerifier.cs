using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>Checks passwords, and limits how often they can be guessed.</summary>
public sealed class PasswordVerifier(
    AppDbContext db, UserManager<User> users, AccountPasswordHasher hasher, HashingTurn turns, Throttle throttle, PasswordAttempts attempts,
    AccountEvents events)
{
    /// <summary>
    /// The user with this address and password; null for none. It takes as much work, and the answer is the same, whether or not there is an
    /// account with the address.
    /// </summary>
    public async Task<User?> VerifyAsync(string email, string password)
    {
        var user = await users.FindByEmailAsync(email);
        if (await MatchesAsync(email, user, password)) return user;

        events.WriteRefused(AccountEvent.SignInRefused, user?.Id);
        return null;
    }

    /// <summary>The user with this id, if the password is right; otherwise null.</summary>
    public async Task<User?> VerifyAsync(Guid userId, string password)
    {
        var user = await users.FindByIdAsync(userId.ToString());
        if (await MatchesAsync(user?.Email ?? "", user, password)) return user;

        events.WriteRefused(AccountEvent.PasswordRefused, userId);
        return null;
    }

    // The hasher itself, not UserManager, which changes the security stamp (and so ends all sessions) when it merely hashes again.
    private async Task<bool> MatchesAsync(string email, User? user, string password)
    {
        throttle.TakeSignIn(user);
        using var turn = await turns.WaitAsync();
        await attempts.BeginAsync(email, user);
        var verdict = hasher.VerifyHashedPassword(user!, user?.PasswordHash ?? hasher.Decoy, password);
        if (user is null || verdict == PasswordVerificationResult.Failed) return false;

        if (verdict == PasswordVerificationResult.SuccessRehashNeeded) await HashAgainAsync(user, password);
        await attempts.ForgetAsync(email, user);
        return true;
    }

    // Only the hash, and only if it is still the one that was checked: other changes of the account at the same moment are not affected.
    private async Task HashAgainAsync(User user, string password)
    {
        var (checkedHash, newHash) = (user.PasswordHash, hasher.HashPassword(user, password));
        await db.Set<User>()
            .Where(row => row.Id == user.Id && row.PasswordHash == checkedHash)
            .ExecuteUpdateAsync(row => row.SetProperty(u => u.PasswordHash, newHash));
    }
}
