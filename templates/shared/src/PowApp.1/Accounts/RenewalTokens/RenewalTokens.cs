using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// Tokens that renew a session when its own value has expired. Using one brings the next. Whoever comes with one that was used before
/// has a copy, or is the one who was copied.
/// </summary>
public sealed class RenewalTokens(
    AppDbContext db, SessionCache cache, Outbox outbox, AccountEvents events, TimeProvider clock)
{
    private DbSet<Session> Sessions => db.Set<Session>();

    /// <summary>Gives a session a token, in place of one that it may have.</summary>
    /// <returns>Null when the session was ended in between.</returns>
    public async Task<RenewalToken?> IssueAsync(Session session, DateTimeOffset expiresAt)
    {
        var token = new RenewalToken(session.RenewalFamily ?? RenewalToken.NewFamily(), Secret.New(), expiresAt);
        var hash = Secret.Hash(token.Secret);
        var now = clock.GetUtcNow();
        var issued = await SessionStore.Bound(Sessions)
            .Where(row => row.Id == session.Id)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.RenewalFamily, token.Family)
                .SetProperty(s => s.UsedRenewalTokenHash, s => s.RenewalTokenHash)
                .SetProperty(s => s.RenewalTokenUsedAt, now)
                .SetProperty(s => s.RenewalTokenHash, hash)
                .SetProperty(s => s.KeptUntil, expiresAt));
        return issued == 1 ? token : null;
    }

    /// <summary>
    /// The session of a token that is good. Who knows its family and comes with a secret that was used longer ago than
    /// <paramref name="grace"/>, or with a false one, has a copy: the session ends, for the owner and the thief alike.
    /// </summary>
    /// <param name="grace">For several requests that a client makes at once with the same token.</param>
    /// <returns>The session, and whether another request was first; null when there is nothing to renew.</returns>
    public async Task<(Session Session, bool IsUsed)?> FindAsync(Guid family, string secret, TimeSpan grace)
    {
        var now = clock.GetUtcNow();
        var session = await SessionStore.Bound(Sessions).SingleOrDefaultAsync(session =>
            session.RenewalFamily == family && session.KeptUntil > now);
        if (session is null) return null;

        var hash = Secret.Hash(secret);
        if (Matches(hash, session.RenewalTokenHash)) return (session, IsUsed: false);
        if (Matches(hash, session.UsedRenewalTokenHash) && now - session.RenewalTokenUsedAt < grace) return (session, IsUsed: true);

        await EndCopiedAsync(session);
        return null;
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

    private static bool Matches(byte[] hash, byte[]? kept) => CryptographicOperations.FixedTimeEquals(hash, kept);
}
