using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>The sessions: every rule about when one starts, is good, gets a new value, and ends.</summary>
public sealed class SessionStore(
    AppDbContext db, SessionCache cache, AccountEvents events, TimeProvider clock, IOptions<AccountOptions> options)
{
    private readonly SessionLimits _limits = options.Value.Sessions;

    private DbSet<Session> Sessions => db.Set<Session>();

    /// <summary>
    /// Starts a session for a user whose password was just checked. Bound to the stamp as it was read then: if the password was
    /// changed in between, the session is over before it begins.
    /// </summary>
    /// <returns>The session, and the value for the cookie; null when the user was deleted in between.</returns>
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
            RenewedAt = now,
            SeenAt = now,
            FreshUntil = isFresh ? now + _limits.FreshFor : now,
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
    /// <returns>The value for the cookie; null when the session was ended in between.</returns>
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
                .SetProperty(s => s.PreviousTokenHash, (byte[]?)null)
                .SetProperty(s => s.RenewalSalt, (byte[]?)null)
                .SetProperty(s => s.StartedAt, now)
                .SetProperty(s => s.RenewedAt, now)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.FreshUntil, freshUntil)
                .SetProperty(s => s.KeptUntil, keptUntil));
        cache.ForgetSession(session.Id);
        return restarted == 1 ? token : null;
    }

    /// <summary>The session that a cookie's value belongs to, if it is good.</summary>
    public async ValueTask<ActiveSession?> FindAsync(string token)
    {
        var hash = Secret.Hash(token);
        var session = await cache.GetAsync(Convert.ToHexString(hash), () => LookUpAsync(hash));
        return session is not null && session.EndsAt(_limits) > clock.GetUtcNow() ? session : null;
    }

    /// <summary>
    /// Notes that a session was seen. Past <see cref="SessionLimits.RenewAfter"/> it gets a new value; requests that still come
    /// with the old one get the same new value, so that none of many at once, and no lost answer, signs anybody out.
    /// </summary>
    /// <returns>The new value for the cookie; null to leave it.</returns>
    public async Task<string?> KeepAliveAsync(ActiveSession session, string token)
    {
        if (session.IsSuperseded) return Secret.Successor(token, session.Row.RenewalSalt!);

        var now = clock.GetUtcNow();
        if (now - session.Row.RenewedAt >= _limits.RenewAfter) return await RenewAsync(session, token, now);
        if (session.Row.RenewalSalt is not null) await EndGraceAsync(session, token, now);
        else if (now - session.Row.SeenAt >= _limits.SeenEvery) await SeeAsync(session, now);
        return null;
    }

    /// <summary>The user's sessions: this one, then the one seen last.</summary>
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

    private async Task<ActiveSession?> LookUpAsync(byte[] hash) =>
        await Bound(Sessions)
            .Where(session => session.TokenHash == hash || session.PreviousTokenHash == hash)
            .Select(session => new ActiveSession(session, session.User.Email!, session.PreviousTokenHash == hash))
            .SingleOrDefaultAsync();

    // An extension may keep a row for longer than the session lasts.
    private DateTimeOffset KeptUntil(Session row, DateTimeOffset startedAt, DateTimeOffset seenAt)
    {
        var ends = Session.EndsAt(_limits, startedAt, seenAt);
        return row.KeptUntil > ends ? row.KeptUntil : ends;
    }

    // Only ever updates: a session that was ended while this request was under way stays ended.
    private async Task<string?> RenewAsync(ActiveSession session, string token, DateTimeOffset now)
    {
        var salt = RandomNumberGenerator.GetBytes(Secret.HashSize);
        var successor = Secret.Successor(token, salt);
        var hash = Secret.Hash(token);
        var successorHash = Secret.Hash(successor);
        var keptUntil = KeptUntil(session.Row, session.Row.StartedAt, now);
        var renewed = await Sessions
            .Where(row => row.Id == session.Id && row.TokenHash == hash)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.TokenHash, successorHash)
                .SetProperty(s => s.PreviousTokenHash, hash)
                .SetProperty(s => s.RenewalSalt, salt)
                .SetProperty(s => s.RenewedAt, now)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.KeptUntil, keptUntil));
        cache.ForgetSession(session.Id);
        return renewed == 1 ? successor : null;
    }

    private async Task EndGraceAsync(ActiveSession session, string token, DateTimeOffset now)
    {
        var hash = Secret.Hash(token);
        var keptUntil = KeptUntil(session.Row, session.Row.StartedAt, now);
        await Sessions
            .Where(row => row.Id == session.Id && row.TokenHash == hash)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.PreviousTokenHash, (byte[]?)null)
                .SetProperty(s => s.RenewalSalt, (byte[]?)null)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.KeptUntil, keptUntil));
        cache.ForgetSession(session.Id);
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
