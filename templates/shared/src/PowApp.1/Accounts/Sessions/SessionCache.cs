using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Remembers look-ups of sessions for <see cref="SessionLimits.CacheFor"/>, so that twenty requests in a row ask the database
/// once. Whatever this process changes is dropped at once, also by a look-up that is still under way.
/// </summary>
public sealed class SessionCache(TimeProvider clock, IOptions<AccountOptions> options) : IDisposable
{
    private const int MostSessions = 100_000;

    private readonly MemoryCache _found = new(new MemoryCacheOptions { SizeLimit = MostSessions });
    private readonly SessionLimits _limits = options.Value.Sessions;
    private long _changes;

    public async ValueTask<ActiveSession?> GetAsync(string tokenHash, Func<Task<ActiveSession?>> lookUp)
    {
        if (_found.TryGetValue<Entry>(tokenHash, out var entry) && clock.GetUtcNow() - entry!.At < _limits.CacheFor) return entry.Session;

        var changesBefore = Interlocked.Read(ref _changes);
        var session = await lookUp();
        if (session is null) return null;

        using (var added = _found.CreateEntry(tokenHash))
        {
            added.Value = new Entry(session, clock.GetUtcNow());
            added.Size = 1;
            added.AbsoluteExpirationRelativeToNow = _limits.CacheFor;
        }

        // What changed while the database was asked may be missing in its answer.
        if (Interlocked.Read(ref _changes) != changesBefore) _found.Remove(tokenHash);
        return session;
    }

    public void ForgetSession(Guid sessionId) => Forget(session => session.Id == sessionId);

    public void ForgetUser(Guid userId) => Forget(session => session.UserId == userId);

    public void Dispose() => _found.Dispose();

    private void Forget(Func<ActiveSession, bool> which)
    {
        Interlocked.Increment(ref _changes);
        foreach (var key in _found.Keys)
            if (_found.TryGetValue<Entry>(key, out var entry) && which(entry!.Session)) _found.Remove(key);
    }

    private sealed record Entry(ActiveSession Session, DateTimeOffset At);
}
