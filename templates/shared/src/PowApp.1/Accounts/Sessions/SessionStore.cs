using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>The sessions: every rule about when one starts, is good, and ends.</summary>
public sealed partial class SessionStore(
    AppDbContext db, SessionCache cache, AccountEvents events, TimeProvider clock, IOptions<AccountOptions> options)
{
    private readonly SessionLimits _limits = options.Value.Sessions;

    private DbSet<Session> Sessions => db.Set<Session>();

    /// <summary>
    /// Starts a session for a user whose password was just checked. Bound to the stamp as it was read then: if the password was
    /// changed in between, the session is over before it begins.
    /// </summary>
    /// <returns>The session, and its value for the client; null when the user was deleted in between.</returns>
#if (Pages)
    public async Task<(Session Session, string Token)?> StartAsync(User user, string device, string address, bool isFresh = true)
#endif
#if (!Pages)
    public async Task<(Session Session, string Token)?> StartAsync(User user, string device, string address)
#endif
    {
        var token = Secret.New();
        var now = clock.GetUtcNow();
        var session = new Session
        {
            UserId = user.Id,
            SecurityStamp = user.SecurityStamp!,
            TokenHash = Secret.Hash(token),
            StartedAt = now,
            RenewedAt = now,
            SeenAt = now,
#if (Pages)
            FreshUntil = isFresh ? now + _limits.FreshFor : now,
#endif
#if (!Pages)
            FreshUntil = now + _limits.FreshFor,
#endif
            KeptUntil = Session.EndsAt(_limits, now, now),
            Device = device,
            Address = address,
        };
        Sessions.Add(session);
        if (!await db.TrySaveChangesAsync()) return null;

        events.Write(AccountEvent.SessionStarted, user.Id, session.Id);
        return (session, token);
    }

    /// <summary>Gives a session whose user has just given the password again a value that nobody has seen, and starts its clocks anew.</summary>
    /// <returns>The value for the client; null when the session was ended in between.</returns>
    public async Task<string?> RestartAsync(ActiveSession session)
    {
        var token = Secret.New();
        var hash = Secret.Hash(token);
        var now = clock.GetUtcNow();
        var (freshUntil, keptUntil) = (now + _limits.FreshFor, KeptUntil(session.Row, now, now));
        var restarted = await Sessions
            .Where(row => row.Id == session.Id)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.TokenHash, hash)
#if (Pages)
                .SetProperty(s => s.PreviousTokenHash, (byte[]?)null)
                .SetProperty(s => s.RenewalSalt, (byte[]?)null)
#endif
                .SetProperty(s => s.StartedAt, now)
                .SetProperty(s => s.RenewedAt, now)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.FreshUntil, freshUntil)
                .SetProperty(s => s.KeptUntil, keptUntil));
        cache.ForgetSession(session.Id);
        return restarted == 1 ? token : null;
    }

    /// <summary>The session that a value belongs to, if it is good.</summary>
    public async ValueTask<ActiveSession?> FindAsync(string token)
    {
        var hash = Secret.Hash(token);
        var session = await cache.GetAsync(Convert.ToHexString(hash), () => LookUpAsync(hash));
        return session is not null && session.EndsAt(_limits) > clock.GetUtcNow() ? session : null;
    }

    /// <summary>The user's sessions: this one first, then those seen last.</summary>
    public async Task<IReadOnlyList<SessionListItem>> ListAsync(ActiveSession current)
    {
        var now = clock.GetUtcNow();
        return await Bound(Sessions)
            .Where(session => session.UserId == current.UserId && session.KeptUntil > now)
            .OrderByDescending(session => session.Id == current.Id)
            .ThenByDescending(session => session.SeenAt)
            .Select(session => new SessionListItem(session, session.Id == current.Id))
            .ToListAsync();
    }

    public async Task EndAsync(Guid userId, Guid sessionId)
    {
        var ended = await Sessions.Where(session => session.Id == sessionId && session.UserId == userId).ExecuteDeleteAsync();
        cache.ForgetSession(sessionId);
        if (ended > 0) events.Write(AccountEvent.SessionEnded, userId, sessionId);
    }

    public async Task EndOthersAsync(ActiveSession current)
    {
        await Sessions.Where(session => session.UserId == current.UserId && session.Id != current.Id).ExecuteDeleteAsync();
        cache.ForgetUser(current.UserId);
        events.Write(AccountEvent.OtherSessionsEnded, current.UserId);
    }

    /// <summary>Those whose user has not had a change of rights since they started.</summary>
    public static IQueryable<Session> Bound(IQueryable<Session> sessions) =>
        sessions.AsNoTracking().Where(session => session.SecurityStamp == session.User.SecurityStamp);

    // Never earlier than it was: a token beside the session may need the row for longer than the session lasts.
    private DateTimeOffset KeptUntil(Session row, DateTimeOffset startedAt, DateTimeOffset seenAt)
    {
        var ends = Session.EndsAt(_limits, startedAt, seenAt);
        return row.KeptUntil > ends ? row.KeptUntil : ends;
    }

    private async Task SeeAsync(ActiveSession session, DateTimeOffset now)
    {
        var keptUntil = KeptUntil(session.Row, session.Row.StartedAt, now);
        await Sessions
            .Where(row => row.Id == session.Id && row.SeenAt < now)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.SeenAt, now).SetProperty(s => s.KeptUntil, keptUntil));
        cache.ForgetSession(session.Id);
    }
}
