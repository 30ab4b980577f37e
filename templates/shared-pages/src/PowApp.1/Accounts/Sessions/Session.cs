using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Accounts;

/// <summary>
/// A signed-in browser. Each step of a session's life is a method of <see cref="SessionStore"/>, the only class that writes to this table.
/// <para>Starting: when users have proven who they are, the browser gets 32 random bytes in a cookie. The table keeps only their hash.</para>
/// <para>
/// Being found: each request finds its session by that hash, as long as the user's security stamp is the one the session started with.
/// A new stamp therefore ends all sessions of a user in one write, even one that is being started at that moment.
/// </para>
/// <para>Being seen: the time of the last request is noted about once a minute. A session that is not seen for too long has ended.</para>
/// <para>
/// Rotating: after a while the cookie gets a new value. The old value works for a minute at most, and for a few seconds once the browser has
/// sent the new one: neither a lost response nor requests that were under way sign anyone out.
/// </para>
#if (PersistentSession)
/// <para>
/// Resuming: a browser that stays signed in exchanges its renewal token for a new start of the same session. The used token works a little
/// longer, as an old value of the cookie does. Whoever sends it after that has a copy, or was copied: the session ends.
/// </para>
#endif
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

    public required byte[] TokenHash { get; init; }

    /// <summary>The value before the last rotation, and until when it works.</summary>
    public byte[]? PreviousTokenHash { get; init; }

    public DateTimeOffset? PreviousTokenExpiresAt { get; init; }

    /// <summary>What the present value was derived with from the previous one.</summary>
    public byte[]? RotationSalt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset RotatedAt { get; init; }
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Until then, sensitive actions do not ask the user to reauthenticate.</summary>
    public required DateTimeOffset FreshUntil { get; init; }

    /// <summary>From then on, the row can be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required string Device { get; init; }

    /// <summary>The network that the session was started from.</summary>
    public required string Address { get; init; }
#if (PersistentSession)

    /// <summary>
    /// Names the session in its renewal tokens, and nowhere else. The id would not do: it is shown in lists and logs, and whoever sends a
    /// false token for a session ends it.
    /// </summary>
    public Guid? RenewalFamily { get; init; }

    public byte[]? RenewalTokenHash { get; init; }

    /// <summary>The previous renewal token, until when it works, and what its successor was derived with.</summary>
    public byte[]? UsedRenewalTokenHash { get; init; }

    public DateTimeOffset? UsedRenewalTokenExpiresAt { get; init; }

    public byte[]? RenewalTokenSalt { get; init; }

    public bool IsPersistent => RenewalTokenHash is not null;
#endif

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
        session.Property(s => s.PreviousTokenHash).HasMaxLength(Secret.HashSize);
        session.Property(s => s.RotationSalt).HasMaxLength(Secret.HashSize);
        session.Property(s => s.Device).HasMaxLength(ClientInfo.MaxLength);
        session.Property(s => s.Address).HasMaxLength(ClientInfo.MaxLength);
        session.HasIndex(s => s.TokenHash).IsUnique();
        session.HasIndex(s => s.PreviousTokenHash);
        session.HasIndex(s => s.ExpiresAt);
        session.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
#if (PersistentSession)
        session.Property(s => s.RenewalTokenHash).HasMaxLength(Secret.HashSize);
        session.Property(s => s.UsedRenewalTokenHash).HasMaxLength(Secret.HashSize);
        session.Property(s => s.RenewalTokenSalt).HasMaxLength(Secret.HashSize);
        session.HasIndex(s => s.RenewalFamily);
#endif
    }
}

/// <summary>The session of a request, as it was when it was looked up.</summary>
/// <param name="Row">Only to be read: it may come from the cache.</param>
/// <param name="Email">The user's address.</param>
/// <param name="IsPrevious">The request was sent with the value before the last rotation.</param>
public sealed record ActiveSession(Session Row, string Email, bool IsPrevious)
{
    public Guid Id => Row.Id;

    public Guid UserId => Row.UserId;

    /// <summary>When the value that the request was sent with stops working.</summary>
    public DateTimeOffset EndsAt(SessionLimits limits)
    {
        var ends = Session.EndsAt(limits, Row.StartedAt, Row.SeenAt);
        return IsPrevious && Row.PreviousTokenExpiresAt < ends ? Row.PreviousTokenExpiresAt.Value : ends;
    }
}
