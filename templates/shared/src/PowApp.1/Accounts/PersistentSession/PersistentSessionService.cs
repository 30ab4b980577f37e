using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Lets a browser come back to its session after that has ended, for as long as its row is kept.</summary>
public sealed class PersistentSessionService(
    AppDbContext db, SessionStore sessions, SessionCache cache, Outbox outbox, AccountEvents events, TimeProvider clock,
    IOptions<AccountOptions> options)
{
    private readonly SessionLimits _sessionLimits = options.Value.Sessions;
    private readonly PersistentSessionLimits _limits = options.Value.PersistentSession;

    private DbSet<Session> Sessions => db.Set<Session>();

    /// <summary>Makes a session that has just started one to come back to.</summary>
    /// <returns>Null when it was ended in between.</returns>
    public async Task<PersistentToken?> StartAsync(Session session)
    {
        var secret = Secret.New();
        var hash = Secret.Hash(secret);
        var keptUntil = session.StartedAt + _limits.Lifetime;
        var started = await Sessions
            .Where(row => row.Id == session.Id)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.PersistentHash, hash)
                .SetProperty(s => s.KeptUntil, keptUntil));
        return started == 1 ? new PersistentToken(session.Id, secret, keptUntil) : null;
    }

    /// <summary>
    /// Uses a token up: its session starts anew, with a new value and a new token, and is not fresh, for nobody gave a password. Several
    /// requests with one token at once all get the same. A token that was used before, or a false one, shows that there is a copy:
    /// the session ends, for the owner and the thief alike.
    /// </summary>
    /// <returns>Null when there is nothing to come back to.</returns>
    public async Task<PersistentReturn?> ReturnAsync(string token, string device, string address)
    {
        var (sessionId, secret) = PersistentToken.Parse(token);
        var hash = Secret.Hash(secret);
        var now = clock.GetUtcNow();

        // Looks again when another request with the same token was faster.
        while (await FindAsync(sessionId, now) is { } session)
        {
            if (Matches(hash, session.PersistentHash))
            {
                if (await RotateAsync(session, secret, device, address, now) is { } returned) return returned;
            }
            else if (Matches(hash, session.PreviousPersistentHash) && now - session.PersistentRotatedAt < _limits.Grace)
            {
                return Successors(session, secret, session.PersistentSalt!);
            }
            else
            {
                await EndCopiedAsync(session);
                return null;
            }
        }

        return null;
    }

    /// <summary>Ends the session that a token belongs to.</summary>
    public async Task EndAsync(string token)
    {
        var (sessionId, secret) = PersistentToken.Parse(token);
        var hash = Secret.Hash(secret);
        var session = await Sessions.AsNoTracking().SingleOrDefaultAsync(session =>
            session.Id == sessionId && (session.PersistentHash == hash || session.PreviousPersistentHash == hash));
        if (session is not null) await sessions.EndAsync(session.UserId, session.Id);
    }

    private async Task<Session?> FindAsync(Guid sessionId, DateTimeOffset now) =>
        await SessionStore.Bound(Sessions).SingleOrDefaultAsync(session =>
            session.Id == sessionId && session.PersistentHash != null && session.KeptUntil > now);

    // Once for each token, and only ever updates: a session that was ended while this request was under way stays ended.
    private async Task<PersistentReturn?> RotateAsync(Session session, string secret, string device, string address, DateTimeOffset now)
    {
        var salt = RandomNumberGenerator.GetBytes(Secret.HashSize);
        var returned = Successors(session, secret, salt);
        var (hash, nextHash, sessionHash) = (Secret.Hash(secret), Secret.Hash(returned.Next.Secret), Secret.Hash(returned.Session));

        // However late it starts anew, it ends with its row: no visit may make that last longer.
        var latestStart = session.KeptUntil - _sessionLimits.AbsoluteTimeout;
        var startedAt = now < latestStart ? now : latestStart;
        var rotated = await Sessions
            .Where(row => row.Id == session.Id && row.PersistentHash == hash)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.PersistentHash, nextHash)
                .SetProperty(s => s.PreviousPersistentHash, hash)
                .SetProperty(s => s.PersistentSalt, salt)
                .SetProperty(s => s.PersistentRotatedAt, now)
                .SetProperty(s => s.TokenHash, sessionHash)
                .SetProperty(s => s.PreviousTokenHash, (byte[]?)null)
                .SetProperty(s => s.RenewalSalt, (byte[]?)null)
                .SetProperty(s => s.StartedAt, startedAt)
                .SetProperty(s => s.RenewedAt, now)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.FreshUntil, now)
                .SetProperty(s => s.Device, device)
                .SetProperty(s => s.Address, address));
        cache.ForgetSession(session.Id);
        if (rotated == 0) return null;

        events.Write(AccountEvent.SessionResumed, session.UserId, session.Id);
        return returned;
    }

    private async Task EndCopiedAsync(Session session)
    {
        if (await db.FindAsync<User>(session.UserId) is not { } owner) return;

        db.Remove(session);
        outbox.Stage<CopiedSessionMail>(owner.Email!, owner);
        if (!await db.TrySaveChangesAsync()) return;

        cache.ForgetSession(session.Id);
        events.WriteRefused(AccountEvent.CopiedSessionEnded, owner.Id);
    }

    // Both follow from the token and the salt, so that every request with the token arrives at the same ones.
    private static PersistentReturn Successors(Session session, string secret, byte[] salt)
    {
        var next = Secret.Successor(secret, salt);
        return new PersistentReturn(Secret.Successor(next, salt), new PersistentToken(session.Id, next, session.KeptUntil));
    }

    private static bool Matches(byte[] hash, byte[]? kept) => CryptographicOperations.FixedTimeEquals(hash, kept);
}
