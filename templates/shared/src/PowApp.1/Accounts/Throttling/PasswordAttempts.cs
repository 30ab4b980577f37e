using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>
/// Limits how often a password may be guessed. In the database, so that neither a restart nor another process forgets; an address
/// without an account is counted like one with, so that nothing here tells whether there is one.
/// </summary>
public sealed class PasswordAttempts(
    DbContextOptions<AppDbContext> database, Caller caller, ILookupNormalizer normalizer, AccountEvents events, TimeProvider clock,
    IOptions<AccountOptions> options)
{
    private const string Anywhere = "";

    private readonly ThrottlingLimits _limits = options.Value.Throttling;

    /// <summary>
    /// Counts a failure before the password is looked at, so that of many attempts at once none slips through. A right password takes it
    /// back: <see cref="ForgetAsync"/>.
    /// </summary>
    /// <exception cref="TryAgainLaterException">The password must not be looked at now.</exception>
    public async Task BeginAsync(string email, User? user)
    {
        if (caller.DeviceOrSource(user) is not { } place) return;

        // A context of its own: when another attempt was faster it starts afresh, and nothing that the request has staged is lost.
        await using var db = new AppDbContext(database);
        do
        {
            var wait = await CountAsync(db, Key(email, place), WaitAtPlace);
            if (wait is null && caller.DeviceOf(user) is null) wait = await CountAsync(db, Key(email, Anywhere), WaitAnywhere);
            if (wait is not null) throw TooMany(user, wait.Value);
        }
        while (!await db.TrySaveChangesAsync());
    }

    /// <summary>The owner of the address has shown up, by the right password or a new one.</summary>
    public async Task ForgetAsync(string email, User user)
    {
        if (caller.DeviceOrSource(user) is not { } place) return;

        var (here, anywhere) = (Key(email, place), Key(email, Anywhere));
        await using var db = new AppDbContext(database);
        await db.Set<FailedAttempts>().Where(failed => failed.Key == here || failed.Key == anywhere).ExecuteDeleteAsync();
    }

    private async Task<TimeSpan?> CountAsync(AppDbContext db, byte[] key, Func<int, TimeSpan> waitAfter)
    {
        var now = clock.GetUtcNow();
        var failed = await db.FindAsync<FailedAttempts>(key) ?? db.Add(new FailedAttempts { Key = key }).Entity;
        if (failed.LastAt + _limits.FailuresCountFor <= now) failed.Count = 0;

        var wait = failed.LastAt + waitAfter(failed.Count) - now;
        if (failed.Count > 0 && wait > TimeSpan.Zero) return wait;

        (failed.Count, failed.LastAt) = (failed.Count + 1, now);
        return null;
    }

    private TimeSpan WaitAtPlace(int failures)
    {
        if (failures < _limits.FreeFailures) return TimeSpan.Zero;

        var doubled = _limits.FirstWait * Math.Pow(2, Math.Min(failures - _limits.FreeFailures, 20));
        return doubled < _limits.LongestWait ? doubled : _limits.LongestWait;
    }

    private TimeSpan WaitAnywhere(int failures) => failures < _limits.MostFailures ? TimeSpan.Zero : _limits.FailuresCountFor;

    private TryAgainLaterException TooMany(User? user, TimeSpan wait)
    {
        events.WriteRefused(AccountEvent.AttemptsLimited, user?.Id);
        return new TryAgainLaterException(StatusCodes.Status429TooManyRequests, wait);
    }

    private byte[] Key(string email, string place) => Secret.Hash($"{normalizer.NormalizeEmail(email)} {place}");
}
