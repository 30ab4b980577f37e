using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Remembers look-ups of sessions for <see cref="SessionLimits.CacheFor"/>, so that many requests in a row ask the database once. What this
/// process changes shows at once, even if a look-up is under way: <see cref="Forget"/> notes a new version of the session or the user, and what
/// was looked up before that version no longer counts. Forgetting costs the same however many sessions are remembered.
/// </summary>
public sealed class SessionCache(TimeProvider clock, IOptions<AccountOptions> options) : IDisposable
{
    private const int MostSessions = 100_000;

    // Longer than any look-up takes.
    private static readonly TimeSpan _longestLookUp = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _found = new(new MemoryCacheOptions { SizeLimit = MostSessions });
    private readonly MemoryCache _versions = new(new MemoryCacheOptions());
    private readonly SessionLimits _limits = options.Value.Sessions;
    private long _version;
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

    /// <summary>Forgets what was looked up before, of a session or of all sessions of a user.</summary>
    /// <param name="id">The id of the session or the user.</param>
#if (!Interactive)
    public void Forget(Guid id) => _versions.Set(id, Interlocked.Increment(ref _version), _limits.CacheFor + _longestLookUp);
#endif
#if (Interactive)
    public void Forget(Guid id)
    {
        _versions.Set(id, Interlocked.Increment(ref _version), _limits.CacheFor + _longestLookUp);
        _watcher?.Invoke(id);
    }
#endif

    public void Dispose()
    {
        _found.Dispose();
        _versions.Dispose();
    }

    private bool IsCurrent(Entry entry) =>
        clock.GetUtcNow() - entry.At < _limits.CacheFor && !IsOutdated(entry.Session.Id, entry) && !IsOutdated(entry.Session.UserId, entry);

    private bool IsOutdated(Guid id, Entry entry) => _versions.TryGetValue<long>(id, out var version) && version > entry.Version;

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
