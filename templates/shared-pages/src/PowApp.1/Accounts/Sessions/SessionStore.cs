using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
#if (PersistentSession)
using PowApp._1.Mail;
#endif

namespace PowApp._1.Accounts;

/// <summary>
/// The sessions: every rule about when one starts, works and ends, and every write to their table. <see cref="Session"/> describes a
/// session's life. Updates are conditional, so that a session that is ended while a request is under way stays ended.
/// </summary>
/// <param name="database">Created when it is first needed: the cache answers most requests.</param>
#if (PersistentSession)
public sealed class SessionStore(
    Lazy<AppDbContext> database, SessionCache cache, Outbox outbox, AccountEvents events, TimeProvider clock, IOptions<AccountOptions> options)
    : IExpiringRows
#endif
#if (!PersistentSession)
public sealed class SessionStore(
    Lazy<AppDbContext> database, SessionCache cache, AccountEvents events, TimeProvider clock, IOptions<AccountOptions> options) : IExpiringRows
#endif
{
#if (PersistentSession)
    private static readonly EventId _resumed = new(1203, "SessionResumed");
    private static readonly EventId _copiedEnded = new(1204, "CopiedSessionEnded");
    private static readonly EventId _resumeRefused = new(1205, "ResumeRefused");

#endif
    private readonly SessionLimits _limits = options.Value.Sessions;
#if (PersistentSession)
    private readonly PersistentSessionLimits _persistentLimits = options.Value.PersistentSession;
#endif

    private DbSet<Session> Sessions => database.Value.Set<Session>();

    /// <summary>
    /// Starts a session for a user who has just proven who they are. It is bound to the stamp as it was read then: if the password has been
    /// changed since, the session is over before it begins.
    /// </summary>
    /// <param name="isFresh">False for a session that takes the place of one that was no longer fresh.</param>
    /// <returns>The session and its value for the cookie; null when the user has been deleted since.</returns>
    public async Task<(Session Session, string Token)?> StartAsync(User user, string device, string address, bool isFresh = true)
    {
        var token = Secret.New();
        var now = clock.GetUtcNow();
        var session = new Session
        {
            UserId = user.Id,
            SecurityStamp = user.SecurityStamp!,
            TokenHash = Secret.Hash(token),
            StartedAt = now,
            RotatedAt = now,
            SeenAt = now,
            FreshUntil = isFresh ? now + _limits.FreshFor : now,
            ExpiresAt = Session.EndsAt(_limits, now, now),
            Device = device,
            Address = address,
        };
        Sessions.Add(session);
        if (!await database.Value.TrySaveChangesAsync()) return null;

        events.Write(AccountEvent.SessionStarted, user.Id, session.Id);
        return (session, token);
    }

    /// <summary>Finds the session that a value belongs to. Null when there is none, or it has ended.</summary>
    public async ValueTask<ActiveSession?> FindAsync(string token)
    {
        var hash = Secret.Hash(token);
        var session = await cache.GetAsync(Convert.ToHexString(hash), () => LookUpAsync(hash));
        return session is not null && session.EndsAt(_limits) > clock.GetUtcNow() ? session : null;
    }

    /// <summary>Notes that a session was seen, and rotates the value of its cookie when it is due.</summary>
    /// <param name="token">The value that the request was sent with.</param>
    /// <returns>The new value for the cookie; null to keep the one that it has.</returns>
    public async Task<string?> KeepAliveAsync(ActiveSession session, string token)
    {
        // Another request has rotated it, and this browser may not have got the new value yet. It can be computed again.
        if (session.IsPrevious) return Secret.Successor(token, session.Row.RotationSalt!);

        var now = clock.GetUtcNow();
#if (PersistentSession)
        if (session.Row.UsedRenewalTokenExpiresAt > now + _limits.RotationOverlap) await EndRenewalGraceAsync(session, now);
#endif
        if (now - session.Row.RotatedAt >= _limits.RotateAfter) return await RotateAsync(session, token, now);
        if (session.Row.PreviousTokenExpiresAt > now + _limits.RotationOverlap) await EndGraceAsync(session, now);
        if (now - session.Row.SeenAt >= _limits.SeenEvery) await NoteSeenAsync(session.Row, now);
        return null;
    }

    /// <summary>
    /// Makes a session fresh after its user has reauthenticated: its clocks start over, and it gets a value that no one has seen.
    /// </summary>
    /// <returns>The value for the cookie; null when the session has been ended since.</returns>
    public async Task<string?> RestartAsync(ActiveSession session)
    {
        var token = Secret.New();
        var hash = Secret.Hash(token);
        var now = clock.GetUtcNow();
        var (freshUntil, expiresAt) = (now + _limits.FreshFor, Session.EndsAt(_limits, now, now));
#if (PersistentSession)
        if (expiresAt < session.Row.ExpiresAt) expiresAt = session.Row.ExpiresAt;
#endif
        var restarted = await WithCurrentStamp()
            .Where(row => row.Id == session.Id)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.TokenHash, hash)
                .SetProperty(s => s.PreviousTokenHash, (byte[]?)null)
                .SetProperty(s => s.PreviousTokenExpiresAt, (DateTimeOffset?)null)
                .SetProperty(s => s.RotationSalt, (byte[]?)null)
                .SetProperty(s => s.StartedAt, now)
                .SetProperty(s => s.RotatedAt, now)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.FreshUntil, freshUntil)
                .SetProperty(s => s.ExpiresAt, expiresAt));
        cache.Forget(session.Id);
        return restarted == 1 ? token : null;
    }
#if (PersistentSession)

    /// <summary>Lets the browser of a session that has just started stay signed in.</summary>
    /// <returns>Its renewal token; null when the session has been ended since.</returns>
    public async Task<RenewalToken?> PersistAsync(Session session)
    {
        var token = new RenewalToken(RenewalToken.NewFamily(), Secret.New(), session.StartedAt + _persistentLimits.Lifetime);
        var hash = Secret.Hash(token.Secret);
        var persisted = await WithCurrentStamp()
            .Where(row => row.Id == session.Id)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.RenewalFamily, token.Family)
                .SetProperty(s => s.RenewalTokenHash, hash)
                .SetProperty(s => s.ExpiresAt, token.ExpiresAt));
        return persisted == 1 ? token : null;
    }

    /// <summary>
    /// Uses a renewal token up: its session starts anew, with a new value and a new renewal token. It is not fresh, as nobody has proven who
    /// they are. A token that has been used returns the same again for <see cref="PersistentSessionLimits.Grace"/>, as the response may have been
    /// lost; once the session has been used, only for requests that were under way. After that, whoever sends it has a copy, or was copied: the
    /// session ends, and its user is told.
    /// </summary>
    /// <returns>
    /// The next renewal token, and the value for the session cookie unless that has been replaced since; null when there is nothing to resume.
    /// </returns>
    public async Task<(string? Token, RenewalToken Next)?> ResumeAsync(string renewalToken, string device, string address)
    {
        var (family, secret) = RenewalToken.Parse(renewalToken);
        var hash = Secret.Hash(secret);

        // Looks again when another request with the same token was faster.
        while (true)
        {
            var now = clock.GetUtcNow();
            var session = await WithCurrentStamp().SingleOrDefaultAsync(row => row.RenewalFamily == family && row.ExpiresAt > now);
            if (session is null)
            {
                events.WriteRefused(_resumeRefused);
                return null;
            }

            if (Matches(hash, session.RenewalTokenHash))
            {
                if (await ResumeAsync(session, secret, device, address, now) is { } resumed) return resumed;
            }
            else if (Matches(hash, session.UsedRenewalTokenHash) && now < session.UsedRenewalTokenExpiresAt)
            {
                var (token, next) = SuccessorsOf(session, secret, session.RenewalTokenSalt!);
                return (Matches(Secret.Hash(token), session.TokenHash) ? token : null, next);
            }
            else
            {
                await EndCopiedAsync(session);
                return null;
            }
        }
    }

    /// <summary>Finds the session that a renewal token would resume, and leaves both as they are.</summary>
    public async Task<ActiveSession?> PeekAsync(string renewalToken)
    {
        var (family, secret) = RenewalToken.Parse(renewalToken);
        var (hash, now) = (Secret.Hash(secret), clock.GetUtcNow());
        return await WithCurrentStamp()
            .Where(row => row.ExpiresAt > now && row.RenewalFamily == family && row.RenewalTokenHash == hash)
            .Select(session => new ActiveSession(session, session.User.Email!, false))
            .SingleOrDefaultAsync();
    }

    /// <summary>Ends the session that a renewal token belongs to.</summary>
    public async Task EndPersistentAsync(string renewalToken)
    {
        var (family, secret) = RenewalToken.Parse(renewalToken);
        var hash = Secret.Hash(secret);
        var session = await Sessions.AsNoTracking().SingleOrDefaultAsync(row =>
            row.RenewalFamily == family && (row.RenewalTokenHash == hash || row.UsedRenewalTokenHash == hash));
        if (session is not null) await EndAsync(session.UserId, session.Id);
    }
#endif

    /// <summary>Lists the sessions of a user: the current one first, then those that were seen last.</summary>
    /// <param name="currentId">The id of the current session.</param>
    public async Task<IReadOnlyList<SessionListItem>> ListAsync(Guid userId, Guid currentId)
    {
        var now = clock.GetUtcNow();
        return await WithCurrentStamp()
            .Where(session => session.UserId == userId && session.ExpiresAt > now)
            .OrderByDescending(session => session.Id == currentId)
            .ThenByDescending(session => session.SeenAt)
            .Select(session => new SessionListItem(session, session.Id == currentId))
            .ToListAsync();
    }

#if (Interactive)
    /// <summary>
    /// Finds out, in one query, which of the sessions with a live page go on. A session that was used there is noted as seen, as often as requests
    /// note it.
    /// </summary>
    /// <param name="usedAt">The sessions, and when each was last used on a live page.</param>
    public async Task<IReadOnlySet<Guid>> FindAliveAsync(IReadOnlyDictionary<Guid, DateTimeOffset> usedAt, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var ids = usedAt.Keys.ToList();
        var alive = new HashSet<Guid>();
        foreach (var session in await WithCurrentStamp().Where(row => EF.Parameter(ids).Contains(row.Id)).ToListAsync(stopping))
        {
            var (used, ends) = (usedAt[session.Id], Session.EndsAt(_limits, session.StartedAt, session.SeenAt));
            var seen = used > session.SeenAt && used < ends ? used : session.SeenAt;
            if (Session.EndsAt(_limits, session.StartedAt, seen) <= now) continue;

            alive.Add(session.Id);
            if (seen > session.SeenAt && now - session.SeenAt >= _limits.SeenEvery) await NoteSeenAsync(session, seen);
        }

        return alive;
    }

#endif
    /// <summary>Ends a session of a user. A session that has ended already is no error.</summary>
    public async Task EndAsync(Guid userId, Guid sessionId)
    {
        var ended = await Sessions.Where(session => session.Id == sessionId && session.UserId == userId).ExecuteDeleteAsync();
        cache.Forget(sessionId);
        if (ended > 0) events.Write(AccountEvent.SessionEnded, userId, sessionId);
    }

    /// <summary>Ends all sessions of a user except the current one.</summary>
    public async Task EndOthersAsync(ActiveSession current)
    {
        await Sessions.Where(session => session.UserId == current.UserId && session.Id != current.Id).ExecuteDeleteAsync();
        cache.Forget(current.UserId);
        events.Write(AccountEvent.OtherSessionsEnded, current.UserId);
    }

    /// <summary>Ends the sessions of all users, while the app is not running: a process that serves would remember some of them.</summary>
    public Task EndAllAsync() => Sessions.ExecuteDeleteAsync();

    /// <inheritdoc/>
    public Task<int> DeleteExpiredAsync(int atMost, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        return Sessions.Where(session => session.ExpiresAt < now).OrderBy(session => session.Id).Take(atMost).ExecuteDeleteAsync(stopping);
    }

    // Sessions whose user has the same address and password as when they started.
    private IQueryable<Session> WithCurrentStamp() =>
        Sessions.AsNoTracking().Where(session => session.SecurityStamp == session.User.SecurityStamp);

    private async Task<ActiveSession?> LookUpAsync(byte[] hash) =>
        await WithCurrentStamp()
            .Where(session => session.TokenHash == hash || session.PreviousTokenHash == hash)
            .Select(session => new ActiveSession(session, session.User.Email!, session.PreviousTokenHash == hash))
            .SingleOrDefaultAsync();

    private async Task<string?> RotateAsync(ActiveSession session, string token, DateTimeOffset now)
    {
        var salt = RandomNumberGenerator.GetBytes(Secret.HashSize);
        var successor = Secret.Successor(token, salt);
        var (hash, successorHash) = (Secret.Hash(token), Secret.Hash(successor));
        var (previousExpiresAt, expiresAt) = (now + _limits.RotationGrace, ExpiryOf(session.Row, now));
        var rotated = await Sessions
            .Where(row => row.Id == session.Id && row.TokenHash == hash)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.TokenHash, successorHash)
                .SetProperty(s => s.PreviousTokenHash, hash)
                .SetProperty(s => s.PreviousTokenExpiresAt, previousExpiresAt)
                .SetProperty(s => s.RotationSalt, salt)
                .SetProperty(s => s.RotatedAt, now)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.ExpiresAt, expiresAt));
        cache.Forget(session.Id);
        return rotated == 1 ? successor : null;
    }

    // The browser has the new value. The old one works a little longer, for requests that are under way.
    private async Task EndGraceAsync(ActiveSession session, DateTimeOffset now)
    {
        var (hash, previousExpiresAt) = (session.Row.TokenHash, now + _limits.RotationOverlap);
        await Sessions
            .Where(row => row.Id == session.Id && row.TokenHash == hash)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.PreviousTokenExpiresAt, previousExpiresAt));
        cache.Forget(session.Id);
    }

    private async Task NoteSeenAsync(Session session, DateTimeOffset at)
    {
        var expiresAt = ExpiryOf(session, at);
        await Sessions
            .Where(row => row.Id == session.Id && row.SeenAt < at)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.SeenAt, at).SetProperty(s => s.ExpiresAt, expiresAt));
#if (!Redis)
        cache.Forget(session.Id);
#endif
#if (Redis)
        cache.ForgetHere(session.Id);
#endif
    }

#if (!PersistentSession)
    private DateTimeOffset ExpiryOf(Session row, DateTimeOffset seenAt) => Session.EndsAt(_limits, row.StartedAt, seenAt);
#endif
#if (PersistentSession)
    // Never earlier than it was: the renewal token of a session may need the row for longer than the session lasts.
    private DateTimeOffset ExpiryOf(Session row, DateTimeOffset seenAt)
    {
        var ends = Session.EndsAt(_limits, row.StartedAt, seenAt);
        return ends > row.ExpiresAt ? ends : row.ExpiresAt;
    }

    // The browser has the session that it resumed, and the next renewal token with it.
    private async Task EndRenewalGraceAsync(ActiveSession session, DateTimeOffset now)
    {
        var (hash, usedExpiresAt) = (session.Row.RenewalTokenHash, now + _limits.RotationOverlap);
        await Sessions
            .Where(row => row.RenewalTokenHash == hash && row.Id == session.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.UsedRenewalTokenExpiresAt, usedExpiresAt));
        cache.Forget(session.Id);
    }

    private async Task<(string Token, RenewalToken Next)?> ResumeAsync(
        Session session, string secret, string device, string address, DateTimeOffset now)
    {
        var salt = RandomNumberGenerator.GetBytes(Secret.HashSize);
        var resumed = SuccessorsOf(session, secret, salt);
        var (hash, nextHash, tokenHash) = (Secret.Hash(secret), Secret.Hash(resumed.Next.Secret), Secret.Hash(resumed.Token));
        var usedExpiresAt = now + _persistentLimits.Grace;

        // However late it is resumed, it ends with its row.
        var latestStart = session.ExpiresAt - _limits.AbsoluteTimeout;
        var startedAt = now < latestStart ? now : latestStart;
        var updated = await WithCurrentStamp()
            .Where(row => row.Id == session.Id && row.RenewalTokenHash == hash)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.RenewalTokenHash, nextHash)
                .SetProperty(s => s.UsedRenewalTokenHash, hash)
                .SetProperty(s => s.UsedRenewalTokenExpiresAt, usedExpiresAt)
                .SetProperty(s => s.RenewalTokenSalt, salt)
                .SetProperty(s => s.TokenHash, tokenHash)
                .SetProperty(s => s.PreviousTokenHash, (byte[]?)null)
                .SetProperty(s => s.PreviousTokenExpiresAt, (DateTimeOffset?)null)
                .SetProperty(s => s.RotationSalt, (byte[]?)null)
                .SetProperty(s => s.StartedAt, startedAt)
                .SetProperty(s => s.RotatedAt, now)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.FreshUntil, now)
                .SetProperty(s => s.Device, device)
                .SetProperty(s => s.Address, address));
        cache.Forget(session.Id);
        if (updated == 0) return null;

        events.Write(_resumed, session.UserId, session.Id);
        return resumed;
    }

    // Both follow from the renewal token and the salt, so that every request with that token arrives at the same values.
    private static (string Token, RenewalToken Next) SuccessorsOf(Session session, string secret, byte[] salt)
    {
        var next = Secret.Successor(secret, salt);
        return (Secret.Successor(next, salt), new RenewalToken(session.RenewalFamily!.Value, next, session.ExpiresAt));
    }

    private async Task EndCopiedAsync(Session session)
    {
        if (await database.Value.FindAsync<User>(session.UserId) is not { } owner) return;

        database.Value.Remove(session);
        outbox.Stage<CopiedSessionMail>(owner.Email!, owner.Id);
        if (!await database.Value.TrySaveChangesAsync()) return;

        cache.Forget(session.Id);
        events.WriteRefused(_copiedEnded, owner.Id);
    }

    private static bool Matches(byte[] hash, byte[]? kept) => CryptographicOperations.FixedTimeEquals(hash, kept);
#endif
}
