using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace PowApp._1.Accounts;

/// <summary>What a session's cookie goes through while its browser is in use.</summary>
public sealed partial class SessionStore
{
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

    private async Task<ActiveSession?> LookUpAsync(byte[] hash) =>
        await Bound(Sessions)
            .Where(session => session.TokenHash == hash || session.PreviousTokenHash == hash)
            .Select(session => new ActiveSession(session, session.User.Email!, session.PreviousTokenHash == hash))
            .SingleOrDefaultAsync();

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
}
