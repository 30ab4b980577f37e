using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>Lets a browser come back to its session after that has ended, for as long as its row is kept.</summary>
public sealed class PersistentSessionService(
    AppDbContext db, RenewalTokens tokens, SessionStore sessions, SessionCache cache, AccountEvents events, TimeProvider clock,
    IOptions<AccountOptions> options)
{
    private readonly SessionLimits _sessionLimits = options.Value.Sessions;
    private readonly PersistentSessionLimits _limits = options.Value.PersistentSession;

    private DbSet<Session> Sessions => db.Set<Session>();

    /// <summary>Makes a session that has just started one to come back to.</summary>
    /// <returns>Null when it was ended in between.</returns>
    public Task<RenewalToken?> StartAsync(Session session) => tokens.IssueAsync(session, session.StartedAt + _limits.Lifetime);

    /// <summary>
    /// Uses a token up: its session starts anew, with a new value and a new token, and is not fresh, for nobody gave a password. Several
    /// requests with one token at once all get the same.
    /// </summary>
    /// <returns>Null when there is nothing to come back to.</returns>
    public async Task<PersistentReturn?> ReturnAsync(string token, string device, string address)
    {
        var (family, secret) = RenewalToken.Parse(token);

        // Looks again when another request with the same token was faster.
        while (await tokens.FindAsync(family, secret, _limits.Grace) is var (session, isUsed))
        {
            if (isUsed) return Successors(session, secret, session.RenewalTokenSalt!);
            if (await RotateAsync(session, secret, device, address) is { } returned) return returned;
        }

        return null;
    }

    /// <summary>Ends the session that a token belongs to.</summary>
    public async Task EndAsync(string token)
    {
        var (family, secret) = RenewalToken.Parse(token);
        var hash = Secret.Hash(secret);
        var session = await Sessions.AsNoTracking().SingleOrDefaultAsync(session =>
            session.RenewalFamily == family && (session.RenewalTokenHash == hash || session.UsedRenewalTokenHash == hash));
        if (session is not null) await sessions.EndAsync(session.UserId, session.Id);
    }

    // Once for each token, and only ever updates: a session that was ended while this request was under way stays ended.
    private async Task<PersistentReturn?> RotateAsync(Session session, string secret, string device, string address)
    {
        var salt = RandomNumberGenerator.GetBytes(Secret.HashSize);
        var returned = Successors(session, secret, salt);
        var (hash, nextHash, sessionHash) = (Secret.Hash(secret), Secret.Hash(returned.Next.Secret), Secret.Hash(returned.Session));

        // However late it starts anew, it ends with its row: no visit may make that last longer.
        var now = clock.GetUtcNow();
        var latestStart = session.KeptUntil - _sessionLimits.AbsoluteTimeout;
        var startedAt = now < latestStart ? now : latestStart;
        var rotated = await SessionStore.Bound(Sessions)
            .Where(row => row.Id == session.Id && row.RenewalTokenHash == hash)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.RenewalTokenHash, nextHash)
                .SetProperty(s => s.UsedRenewalTokenHash, hash)
                .SetProperty(s => s.RenewalTokenUsedAt, now)
                .SetProperty(s => s.RenewalTokenSalt, salt)
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

    // Both follow from the token and the salt, so that every request with the token arrives at the same ones.
    private static PersistentReturn Successors(Session session, string secret, byte[] salt)
    {
        var next = Secret.Successor(secret, salt);
        return new PersistentReturn(Secret.Successor(next, salt), new RenewalToken(session.RenewalFamily!.Value, next, session.KeptUntil));
    }
}
