using Microsoft.EntityFrameworkCore;

namespace PowApp._1.Accounts;

/// <summary>What a session goes through while its client is in use.</summary>
public sealed partial class SessionStore
{
    /// <summary>Notes that a session was seen.</summary>
    public async Task KeepAliveAsync(ActiveSession session)
    {
        var now = clock.GetUtcNow();
        if (now - session.Row.SeenAt >= _limits.SeenEvery) await SeeAsync(session, now);
    }

    /// <summary>
    /// Uses a renewal token up: the session goes on with a new access token and a new renewal token, and the ones before are over.
    /// </summary>
    /// <returns>Null when another request with the same token was faster, or the session was ended in between.</returns>
    public async Task<TokenPair?> RenewAsync(Session session, string secret, string device, string address)
    {
        var now = clock.GetUtcNow();
        var keptUntil = Session.EndsAt(_limits, session.StartedAt, now);
        var (accessToken, renewalToken) = (Secret.New(), new RenewalToken(session.RenewalFamily!.Value, Secret.New(), keptUntil));
        var (hash, accessHash, renewalHash) = (Secret.Hash(secret), Secret.Hash(accessToken), Secret.Hash(renewalToken.Secret));

        // Only ever updates: a session that was ended while this request was under way stays ended.
        var renewed = await Bound(Sessions)
            .Where(row => row.Id == session.Id && row.RenewalTokenHash == hash)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.TokenHash, accessHash)
                .SetProperty(s => s.RenewalTokenHash, renewalHash)
                .SetProperty(s => s.UsedRenewalTokenHash, hash)
                .SetProperty(s => s.RenewalTokenUsedAt, now)
                .SetProperty(s => s.RenewedAt, now)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.KeptUntil, keptUntil)
                .SetProperty(s => s.Device, device)
                .SetProperty(s => s.Address, address));
        cache.ForgetSession(session.Id);
        if (renewed == 0) return null;

        events.Write(AccountEvent.SessionRenewed, session.UserId, session.Id);
        return Pair(accessToken, now, renewalToken);
    }

    /// <summary>A pair whose access token was made at that time.</summary>
    public TokenPair Pair(string accessToken, DateTimeOffset at, RenewalToken renewalToken)
    {
        var accessEnds = at + _limits.AccessTokenLifetime;
        if (accessEnds > renewalToken.ExpiresAt) accessEnds = renewalToken.ExpiresAt;
        return new TokenPair(accessToken, accessEnds, renewalToken.Value, renewalToken.ExpiresAt);
    }

    private async Task<ActiveSession?> LookUpAsync(byte[] hash) =>
        await Bound(Sessions)
            .Where(session => session.TokenHash == hash)
            .Select(session => new ActiveSession(session, session.User.Email!))
            .SingleOrDefaultAsync();
}
