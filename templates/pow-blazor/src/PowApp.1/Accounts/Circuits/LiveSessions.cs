using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>A circuit or a connection, which ends with the session that it belongs to.</summary>
public interface IEndsWithSession
{
    void OnSessionEnded();
}

/// <summary>
/// The sessions that have a live page open in this process, and what ends with each of them. One query a second finds out which sessions go on,
/// however many they are. What this process changes is looked at immediately.
/// </summary>
public sealed class LiveSessions(
    IServiceScopeFactory scopes, SessionCache cache, TimeProvider clock, IOptions<AccountOptions> options, ILogger<LiveSessions> logger)
    : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, LiveSession> _sessions = [];
    private readonly Channel<Look> _looks = Channel.CreateBounded<Look>(1);
    private readonly SessionLimits _limits = options.Value.Sessions;
    private DateTimeOffset _checkedAt = clock.GetUtcNow();
    private ITimer? _timer;

    private enum Look
    {
        InTurn,
        AfterChange,
    }

    public void Add(Guid sessionId, Guid userId, IEndsWithSession part)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(sessionId, out var session)) _sessions.Add(sessionId, session = new LiveSession(userId, clock.GetUtcNow()));
            session.Parts.Add(part);
        }
    }

    public void Remove(Guid sessionId, IEndsWithSession part)
    {
        lock (_lock)
        {
            if (_sessions.TryGetValue(sessionId, out var session) && session.Parts.Remove(part) && session.Parts.Count is 0) _sessions.Remove(sessionId);
        }
    }

    /// <summary>Notes that the user did something on a live page, which keeps the session alive as a request does.</summary>
    public void NoteUse(Guid sessionId)
    {
        lock (_lock)
        {
            if (_sessions.TryGetValue(sessionId, out var session)) session.UsedAt = clock.GetUtcNow();
        }
    }

    /// <summary>Ends what belongs to sessions that have ended.</summary>
    public async Task CheckAsync(CancellationToken stopping)
    {
        var usedAt = Snapshot();
        if (usedAt.Count is 0)
        {
            _checkedAt = clock.GetUtcNow();
            return;
        }

        var alive = await FindAliveAsync(usedAt, stopping);
        foreach (var sessionId in usedAt.Keys)
            if (!alive.Contains(sessionId)) End(sessionId);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        cache.Watch(LookIfLive);
        _timer = clock.CreateTimer(_ => _looks.Writer.TryWrite(Look.InTurn), null, _pause, _pause);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lookedAt = 0L;
        await foreach (var look in _looks.Reader.ReadAllAsync(stoppingToken))
        {
            if (look is Look.AfterChange)
            {
                // However many changes there are, they cause one query a second.
                if (_pause - clock.GetElapsedTime(lookedAt) is { Ticks: > 0 } rest) await Task.Delay(rest, clock, stoppingToken);
                lookedAt = clock.GetTimestamp();
            }

            await CheckAsync(stoppingToken);
        }
    }

    private Dictionary<Guid, DateTimeOffset> Snapshot()
    {
        lock (_lock) return _sessions.ToDictionary(session => session.Key, session => session.Value.UsedAt);
    }

    // While the database does not answer, a page stays for as long as a look-up may be answered from memory.
    private async Task<IReadOnlySet<Guid>> FindAliveAsync(Dictionary<Guid, DateTimeOffset> usedAt, CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var alive = await scope.ServiceProvider.GetRequiredService<SessionStore>().FindAliveAsync(usedAt, stopping);
            _checkedAt = clock.GetUtcNow();
            return alive;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            logger.LogError(exception, "Sessions with live pages could not be looked up. It will be tried again.");
            return clock.GetUtcNow() - _checkedAt < _limits.CacheFor ? usedAt.Keys.ToHashSet() : new HashSet<Guid>();
        }
    }

    // Another process may have ended it. The page that the browser loads next must know.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails in a component, the other parts of the session end.")]
    private void End(Guid sessionId)
    {
#if (!Redis)
        cache.Forget(sessionId);
#endif
#if (Redis)
        cache.ForgetHere(sessionId);
#endif
        foreach (var part in Take(sessionId))
        {
            try
            {
                part.OnSessionEnded();
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "A component failed when it learned that its user is gone.");
            }
        }
    }

    private HashSet<IEndsWithSession> Take(Guid sessionId)
    {
        lock (_lock) return _sessions.Remove(sessionId, out var session) ? session.Parts : [];
    }

    /// <param name="id">The id of the session or the user.</param>
    private void LookIfLive(Guid id)
    {
        lock (_lock)
        {
            var isLive = _sessions.ContainsKey(id) || _sessions.Values.Any(session => session.UserId == id);
            if (isLive) _looks.Writer.TryWrite(Look.AfterChange);
        }
    }

    private sealed class LiveSession(Guid userId, DateTimeOffset usedAt)
    {
        public Guid UserId { get; } = userId;

        public HashSet<IEndsWithSession> Parts { get; } = [];

        public DateTimeOffset UsedAt { get; set; } = usedAt;
    }
}
