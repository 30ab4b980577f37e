using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Accounts;

/// <summary>
/// A signed-in client. Each step of a session's life is a method of <see cref="SessionStore"/>, the only class that writes to this table.
/// <para>
/// Starting: when users have proven who they are, the client gets an access token of 32 random bytes, and a renewal token. The table keeps only
/// their hashes.
/// </para>
/// <para>
/// Being found: each request finds its session by the hash of its access token, as long as the user's security stamp is the one the session
/// started with. A new stamp therefore ends all sessions of a user in one write, even one that is being started at that moment.
/// </para>
/// <para>Being seen: the time of the last request is noted about once a minute. A session that is not seen for too long has ended.</para>
/// <para>
/// Renewing: when the access token has expired, the client exchanges its renewal token for new tokens. Until it first uses its new renewal
/// token, the previous one returns the same tokens for a short time, so that a lost response signs no one out. After that, whoever sends it has
/// a copy, or was copied: the session ends, and its user is told.
/// </para>
/// <para>Growing stale: some minutes after the user proved who they are, sensitive actions ask for that again.</para>
/// <para>Being revoked: the row is deleted when the user signs out or ends the session from the list.</para>
/// <para>Being pruned: rows that have expired are deleted in the background.</para>
/// </summary>
public sealed class Session
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public User User { get; init; } = null!;
    public required string SecurityStamp { get; init; }

    /// <summary>Of the access token.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>
    /// Names the session in its renewal tokens, and nowhere else. The id would not do: it is shown in lists and logs, and whoever sends a
    /// false token for a session ends it.
    /// </summary>
    public required Guid RenewalFamily { get; init; }

    public required byte[] RenewalTokenHash { get; init; }

    /// <summary>The previous renewal token, when it was used, and what its successors were derived with.</summary>
    public byte[]? UsedRenewalTokenHash { get; init; }

    public DateTimeOffset? RenewalTokenUsedAt { get; init; }

    public byte[]? RenewalTokenSalt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the access token was made.</summary>
    public required DateTimeOffset RenewedAt { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Until then, sensitive actions do not ask the user to reauthenticate.</summary>
    public required DateTimeOffset FreshUntil { get; init; }

    /// <summary>From then on, the row can be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required string Device { get; init; }

    /// <summary>The network that the session was started from.</summary>
    public required string Address { get; init; }

    public bool IsFreshAt(DateTimeOffset time) => time < FreshUntil;

    /// <summary>When a session that started and was last seen at these times ends: it has been idle, or it is too old.</summary>
    public static DateTimeOffset EndsAt(SessionLimits limits, DateTimeOffset startedAt, DateTimeOffset seenAt)
    {
        var (idle, old) = (seenAt + limits.IdleTimeout, startedAt + limits.AbsoluteTimeout);
        return idle < old ? idle : old;
    }
}

public sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("Sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.SecurityStamp).HasMaxLength(64);
        session.Property(s => s.TokenHash).HasMaxLength(Secret.HashSize);
        session.Property(s => s.RenewalTokenHash).HasMaxLength(Secret.HashSize);
        session.Property(s => s.UsedRenewalTokenHash).HasMaxLength(Secret.HashSize);
        session.Property(s => s.RenewalTokenSalt).HasMaxLength(Secret.HashSize);
        session.Property(s => s.Device).HasMaxLength(ClientInfo.MaxLength);
        session.Property(s => s.Address).HasMaxLength(ClientInfo.MaxLength);
        session.HasIndex(s => s.TokenHash).IsUnique();
        session.HasIndex(s => s.RenewalFamily).IsUnique();
        session.HasIndex(s => s.ExpiresAt);
        session.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>The session of a request, as it was when it was looked up.</summary>
/// <param name="Row">Only to be read: it may come from the cache.</param>
/// <param name="Email">The user's address.</param>
public sealed record ActiveSession(Session Row, string Email)
{
    public Guid Id => Row.Id;

    public Guid UserId => Row.UserId;

    /// <summary>When its access token stops working.</summary>
    public DateTimeOffset EndsAt(SessionLimits limits)
    {
        var (tokenEnds, sessionEnds) = (Row.RenewedAt + limits.AccessTokenLifetime, Session.EndsAt(limits, Row.StartedAt, Row.SeenAt));
        return tokenEnds < sessionEnds ? tokenEnds : sessionEnds;
    }
}
