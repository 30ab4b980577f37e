using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// The sessions: every rule about when one starts, works and ends, and every write to their table. <see cref="Session"/> describes a
/// session's life. Updates are conditional, so that a session that is ended while a request is under way stays ended.
/// </summary>
/// <param name="database">Created when it is first needed: the cache answers most requests.</param>
public sealed class SessionStore(
    Lazy<AppDbContext> database, SessionCache cache, Outbox outbox, AccountEvents events, TimeProvider clock, IOptions<AccountOptions> options)
    : IExpiringRows
{
    private static readonly EventId _renewed = new(1203, "SessionRenewed");
    private static readonly EventId _copiedEnded = new(1204, "CopiedSessionEnded");
    private static readonly EventId _renewalRefused = new(1205, "RenewalRefused");

    private readonly SessionLimits _limits = options.Value.Sessions;

    private DbSet<Session> Sessions => database.Value.Set<Session>();

    /// <summary>
    /// Starts a session for a user who has just proven who they are. It is bound to the stamp as it was read then: if the password has been
    /// changed since, the session is over before it begins.
    /// </summary>
    /// <returns>Null when the user has been deleted since.</returns>
    public async Task<TokenPair?> StartAsync(User user, string device, string address)
    {
        var (accessToken, renewalToken) = (Secret.New(), Secret.New());
        var now = clock.GetUtcNow();
        var session = new Session
        {
            UserId = user.Id,
            SecurityStamp = user.SecurityStamp!,
            TokenHash = Secret.Hash(accessToken),
            RenewalFamily = RenewalToken.NewFamily(),
            RenewalTokenHash = Secret.Hash(renewalToken),
            StartedAt = now,
            RenewedAt = now,
            SeenAt = now,
            FreshUntil = now + _limits.FreshFor,
            ExpiresAt = Session.EndsAt(_limits, now, now),
            Device = device,
            Address = address,
        };
        Sessions.Add(session);
        if (!await database.Value.TrySaveChangesAsync()) return null;

        events.Write(AccountEvent.SessionStarted, user.Id, session.Id);
        return Pair(accessToken, now, new RenewalToken(session.RenewalFamily, renewalToken, session.ExpiresAt));
    }

    /// <summary>Finds the session that an access token belongs to. Null when there is none, or it has ended.</summary>
    public async ValueTask<ActiveSession?> FindAsync(string accessToken)
    {
        var hash = Secret.Hash(accessToken);
        var session = await cache.GetAsync(Convert.ToHexString(hash), () => LookUpAsync(hash));
        return session is not null && session.EndsAt(_limits) > clock.GetUtcNow() ? session : null;
    }

    /// <summary>Notes that a session was seen.</summary>
    public async Task KeepAliveAsync(ActiveSession session)
    {
        var now = clock.GetUtcNow();
        if (now - session.Row.SeenAt < _limits.SeenEvery) return;

        var expiresAt = Session.EndsAt(_limits, session.Row.StartedAt, now);
        await Sessions
            .Where(row => row.Id == session.Id && row.SeenAt < now)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.SeenAt, now).SetProperty(s => s.ExpiresAt, expiresAt));
#if (!Redis)
        cache.Forget(session.Id);
#endif
#if (Redis)
        cache.ForgetHere(session.Id);
#endif
    }

    /// <summary>
    /// Uses a renewal token up: the session goes on with new tokens, and the access token before stops working. A token that has been used
    /// returns the same tokens again for <see cref="SessionLimits.RenewalGrace"/>, until its successor is used. After that, whoever sends it
    /// has a copy, or was copied: the session ends, and its user is told.
    /// </summary>
    /// <returns>Null when there is nothing to renew.</returns>
    public async Task<TokenPair?> RenewAsync(string renewalToken, string device, string address)
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
                events.WriteRefused(_renewalRefused);
                return null;
            }

            if (Matches(hash, session.RenewalTokenHash))
            {
                if (await RenewAsync(session, secret, device, address, now) is { } renewed) return renewed;
            }
            else if (Matches(hash, session.UsedRenewalTokenHash) && now - session.RenewalTokenUsedAt < _limits.RenewalGrace)
            {
                if (session.RenewalTokenSalt is not { } salt) return null; // Replaced by reauthenticating, whose response has the new tokens.

                var (accessToken, next) = SuccessorsOf(secret, salt);
                return Pair(accessToken, session.RenewedAt, new RenewalToken(family, next, session.ExpiresAt));
            }
            else
            {
                await EndCopiedAsync(session);
                return null;
            }
        }
    }

    /// <summary>
    /// Makes a session fresh after its user has reauthenticated: its clocks start over, and it gets tokens that no one has seen.
    /// </summary>
    /// <returns>Null when the session has been ended since.</returns>
    public async Task<TokenPair?> RestartAsync(ActiveSession session)
    {
        var (accessToken, renewalToken) = (Secret.New(), Secret.New());
        var (accessHash, renewalHash) = (Secret.Hash(accessToken), Secret.Hash(renewalToken));
        var now = clock.GetUtcNow();
        var (freshUntil, expiresAt) = (now + _limits.FreshFor, Session.EndsAt(_limits, now, now));
        var restarted = await WithCurrentStamp()
            .Where(row => row.Id == session.Id)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.TokenHash, accessHash)
                .SetProperty(s => s.UsedRenewalTokenHash, s => s.RenewalTokenHash)
                .SetProperty(s => s.RenewalTokenHash, renewalHash)
                .SetProperty(s => s.RenewalTokenUsedAt, now)
                .SetProperty(s => s.RenewalTokenSalt, (byte[]?)null)
                .SetProperty(s => s.StartedAt, now)
                .SetProperty(s => s.RenewedAt, now)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.FreshUntil, freshUntil)
                .SetProperty(s => s.ExpiresAt, expiresAt));
        cache.Forget(session.Id);
        return restarted == 1 ? Pair(accessToken, now, new RenewalToken(session.Row.RenewalFamily, renewalToken, expiresAt)) : null;
    }

    /// <summary>Lists the sessions of a user: the current one first, then those that were seen last.</summary>
    public async Task<IReadOnlyList<SessionListItem>> ListAsync(ActiveSession current)
    {
        var now = clock.GetUtcNow();
        return await WithCurrentStamp()
            .Where(session => session.UserId == current.UserId && session.ExpiresAt > now)
            .OrderByDescending(session => session.Id == current.Id)
            .ThenByDescending(session => session.SeenAt)
            .Select(session => new SessionListItem(session, session.Id == current.Id))
            .ToListAsync();
    }

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
            .Where(session => session.TokenHash == hash)
            .Select(session => new ActiveSession(session, session.User.Email!))
            .SingleOrDefaultAsync();

    private async Task<TokenPair?> RenewAsync(Session session, string secret, string device, string address, DateTimeOffset now)
    {
        var salt = RandomNumberGenerator.GetBytes(Secret.HashSize);
        var expiresAt = Session.EndsAt(_limits, session.StartedAt, now);
        var (accessToken, renewalToken) = SuccessorsOf(secret, salt);
        var (hash, accessHash, renewalHash) = (Secret.Hash(secret), Secret.Hash(accessToken), Secret.Hash(renewalToken));
        var renewed = await WithCurrentStamp()
            .Where(row => row.Id == session.Id && row.RenewalTokenHash == hash)
            .ExecuteUpdateAsync(row => row
                .SetProperty(s => s.TokenHash, accessHash)
                .SetProperty(s => s.RenewalTokenHash, renewalHash)
                .SetProperty(s => s.UsedRenewalTokenHash, hash)
                .SetProperty(s => s.RenewalTokenUsedAt, now)
                .SetProperty(s => s.RenewalTokenSalt, salt)
                .SetProperty(s => s.RenewedAt, now)
                .SetProperty(s => s.SeenAt, now)
                .SetProperty(s => s.ExpiresAt, expiresAt)
                .SetProperty(s => s.Device, device)
                .SetProperty(s => s.Address, address));
        cache.Forget(session.Id);
        if (renewed == 0) return null;

        events.Write(_renewed, session.UserId, session.Id);
        return Pair(accessToken, now, new RenewalToken(session.RenewalFamily, renewalToken, expiresAt));
    }

    // Both follow from the renewal token and the salt, so that every request with that token arrives at the same values.
    private static (string AccessToken, string RenewalToken) SuccessorsOf(string secret, byte[] salt)
    {
        var renewalToken = Secret.Successor(secret, salt);
        return (Secret.Successor(renewalToken, salt), renewalToken);
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

    private TokenPair Pair(string accessToken, DateTimeOffset madeAt, RenewalToken renewalToken)
    {
        var expiresAt = madeAt + _limits.AccessTokenLifetime;
        if (expiresAt > renewalToken.ExpiresAt) expiresAt = renewalToken.ExpiresAt;
        return new TokenPair(accessToken, expiresAt, renewalToken.Value, renewalToken.ExpiresAt);
    }

    private static bool Matches(byte[] hash, byte[]? kept) => CryptographicOperations.FixedTimeEquals(hash, kept);
}
