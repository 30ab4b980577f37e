using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
#if (Redis)
using StackExchange.Redis;
#endif

namespace PowApp._1.Accounts;

#if (!Redis)
/// <summary>
/// Remembers look-ups of sessions for <see cref="SessionLimits.CacheFor"/>, so that many requests in a row ask the database once. What this
/// process changes shows at once, even if a look-up is under way: forgetting a session or a user notes a new version, and what was looked up before
/// that version no longer counts. Forgetting costs the same however many sessions are remembered.
/// </summary>
public sealed class SessionCache(TimeProvider clock, IOptions<AccountOptions> options) : IDisposable
#endif
#if (Redis)
/// <summary>
/// Remembers look-ups of sessions for <see cref="SessionLimits.CacheFor"/>, so that many requests in a row ask the database once. What this
/// process changes shows at once, even if a look-up is under way: forgetting a session or a user notes a new version, and what was looked up before
/// that version no longer counts. Forgetting costs the same however many sessions are remembered. The other processes are told to forget it too;
/// <see cref="SessionCacheListener"/> hears what they tell.
/// </summary>
public sealed class SessionCache(TimeProvider clock, IConnectionMultiplexer redis, IOptions<AccountOptions> options) : IDisposable
#endif
{
#if (Redis)
    /// <summary>Where processes tell each other the ids of sessions and users.</summary>
    public static readonly RedisChannel Channel = RedisChannel.Literal("sessions");

#endif
    // For versions. If two ids share one, forgetting the one costs a look-up of the other, and nothing else.
    private const int Slots = 1 << 16;

    private readonly MemoryCache _found = new(new MemoryCacheOptions { SizeLimit = options.Value.Sessions.MostCached });
    private readonly long[] _versions = new long[Slots];
    private readonly SessionLimits _limits = options.Value.Sessions;
    private long _version;
#if (Redis)
    private long _versionOfAll;
#endif
#if (Interactive)
    private Action<Guid>? _watcher;
#endif

#if (Interactive)
    /// <summary>
    /// Calls something whenever what was looked up before no longer counts, of the session or the user with the id that it gets: a session may have
    /// ended.
    /// </summary>
    public void Watch(Action<Guid> watcher) => _watcher = watcher;

#endif
    public async ValueTask<ActiveSession?> GetAsync(string tokenHash, Func<Task<ActiveSession?>> lookUp)
    {
        if (_found.TryGetValue<Entry>(tokenHash, out var entry) && IsCurrent(entry!)) return entry!.Session;

        var version = Interlocked.Read(ref _version);
        if (await lookUp() is not { } session) return null;

        using var added = _found.CreateEntry(tokenHash);
        added.Value = new Entry(session, version, clock.GetUtcNow());
        added.Size = 1;
        added.AbsoluteExpirationRelativeToNow = _limits.CacheFor;
        return session;
    }

#if (!Redis)
    /// <summary>Forgets what was looked up before, of a session or of all sessions of a user.</summary>
    /// <param name="id">The id of the session or the user.</param>
#endif
#if (Redis)
    /// <summary>
    /// Forgets what was looked up before, of a session or of all sessions of a user, here and in the other processes. No one waits for Redis: while it
    /// is away, the others remember for <see cref="SessionLimits.CacheFor"/> at most.
    /// </summary>
    /// <param name="id">The id of the session or the user.</param>
    public void Forget(Guid id)
    {
        ForgetHere(id);
        redis.GetSubscriber().Publish(Channel, id.ToString(), CommandFlags.FireAndForget);
    }

    /// <summary>The same in this process alone, for what is of no use to the others.</summary>
    /// <param name="id">The id of the session or the user.</param>
#endif
#if (!Redis && !Interactive)
    public void Forget(Guid id) => Raise(ref _versions[SlotOf(id)]);
#endif
#if (Redis && !Interactive)
    public void ForgetHere(Guid id) => Raise(ref _versions[SlotOf(id)]);
#endif
#if (!Redis && Interactive)
    public void Forget(Guid id)
#endif
#if (Redis && Interactive)
    public void ForgetHere(Guid id)
#endif
#if (Interactive)
    {
        Raise(ref _versions[SlotOf(id)]);
        _watcher?.Invoke(id);
    }
#endif
#if (Redis)

    /// <summary>Forgets everything that was looked up before, in this process.</summary>
    public void ForgetAll() => Raise(ref _versionOfAll);
#endif

    public void Dispose() => _found.Dispose();

    private static int SlotOf(Guid id) => id.GetHashCode() & (Slots - 1);

#if (!Redis)
    private bool IsCurrent(Entry entry) => clock.GetUtcNow() - entry.At < _limits.CacheFor
        && Volatile.Read(ref _versions[SlotOf(entry.Session.Id)]) <= entry.Version
        && Volatile.Read(ref _versions[SlotOf(entry.Session.UserId)]) <= entry.Version;
#endif
#if (Redis)
    private bool IsCurrent(Entry entry) => clock.GetUtcNow() - entry.At < _limits.CacheFor
        && Volatile.Read(ref _versionOfAll) <= entry.Version
        && Volatile.Read(ref _versions[SlotOf(entry.Session.Id)]) <= entry.Version
        && Volatile.Read(ref _versions[SlotOf(entry.Session.UserId)]) <= entry.Version;
#endif

    // Never back to an older version, however many forget at the same moment.
    private void Raise(ref long version)
    {
        var raised = Interlocked.Increment(ref _version);
        for (var seen = Volatile.Read(ref version); seen < raised; seen = Volatile.Read(ref version))
            Interlocked.CompareExchange(ref version, raised, seen);
    }

    private sealed record Entry(ActiveSession Session, long Version, DateTimeOffset At);
}

/// <summary>Forgets the sessions of every user whom a <c>SaveChangesAsync</c> changes or deletes, wherever it is called.</summary>
public sealed class SessionCacheInterceptor(SessionCache cache) : SaveChangesInterceptor
{
    private Guid[] _changed = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData data, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        _changed = [.. data.Context!.ChangeTracker.Entries<User>()
            .Where(entry => entry.State is EntityState.Modified or EntityState.Deleted)
            .Select(entry => entry.Entity.Id)];
        return new(result);
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData data, int result, CancellationToken cancellationToken = default)
    {
        foreach (var userId in _changed) cache.Forget(userId);
        return new(result);
    }
}
