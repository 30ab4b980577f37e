using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>
/// Limits how often a password may be guessed. The counts are in the database, so that neither a restart nor another process forgets them. An
/// address without an account is counted like one with an account, so that nothing here tells whether there is one.
/// </summary>
public sealed class PasswordAttempts(
    DbContextOptions<AppDbContext> database, Caller caller, ILookupNormalizer normalizer, AccountEvents events, TimeProvider clock,
    IOptions<AccountOptions> options)
    : IExpiringRows
{
    private const string Anywhere = "";

    private readonly ThrottlingLimits _limits = options.Value.Throttling;

    /// <summary>
    /// Counts a failure before the password is looked at, so that none of many attempts at once slips through. A right password takes it
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

    /// <summary>Forgets the failures of an address: its owner has just proven who they are.</summary>
    public async Task ForgetAsync(string email, User user)
    {
        if (caller.DeviceOrSource(user) is not { } place) return;

        var (here, anywhere) = (Key(email, place), Key(email, Anywhere));
        await using var db = new AppDbContext(database);
        await db.Set<FailedAttempts>().Where(failed => failed.Key == here || failed.Key == anywhere).ExecuteDeleteAsync();
    }

    /// <inheritdoc/>
    public async Task<int> DeleteExpiredAsync(int atMost, CancellationToken stopping)
    {
        var countedSince = clock.GetUtcNow() - _limits.FailuresCountFor;
        await using var db = new AppDbContext(database);
        return await db.Set<FailedAttempts>()
            .Where(failed => failed.LastAt < countedSince).OrderBy(failed => failed.LastAt).Take(atMost).ExecuteDeleteAsync(stopping);
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

/// <summary>Wrong passwords in a row for an email address, from one place or from all of them.</summary>
public sealed class FailedAttempts
{
    /// <summary>A hash of the address and the place: what was typed may be anything, even a password.</summary>
    public required byte[] Key { get; init; }

    public int Count { get; set; }

    public DateTimeOffset LastAt { get; set; }
}

public sealed class FailedAttemptsConfiguration : IEntityTypeConfiguration<FailedAttempts>
{
    public void Configure(EntityTypeBuilder<FailedAttempts> failed)
    {
        failed.ToTable("FailedAttempts");
        failed.HasKey(f => f.Key);
        failed.Property(f => f.Key).HasMaxLength(Secret.HashSize);
        failed.Property(f => f.Count).IsConcurrencyToken();
        failed.HasIndex(f => f.LastAt);
    }
}
