using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Accounts;

/// <summary>
/// A signed-in device. It is over when its row is gone, when it idled or lasted too long, or when the user's security stamp is
/// no longer the one it started with: a new stamp ends all sessions of a user in one write, even one being started right now.
/// </summary>
public sealed partial class Session
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public User User { get; init; } = null!;
    public required string SecurityStamp { get; init; }

    public required byte[] TokenHash { get; init; }
#if (Pages)

    /// <summary>The value before, until the new one was seen; and the salt that the new one was made with.</summary>
    public byte[]? PreviousTokenHash { get; init; }

    public byte[]? RenewalSalt { get; init; }
#endif

    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset RenewedAt { get; init; }
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Until then a sensitive action needs no password.</summary>
    public required DateTimeOffset FreshUntil { get; init; }

    /// <summary>Until then it is on the user's list; after that the row counts for nothing.</summary>
    public required DateTimeOffset KeptUntil { get; init; }

    public required string Device { get; init; }

    /// <summary>The address it was started from, masked.</summary>
    public required string Address { get; init; }

    public bool IsFreshAt(DateTimeOffset time) => time < FreshUntil;

    /// <summary>When it ends, idle or too old, unless it is seen before.</summary>
    public DateTimeOffset EndsAt(SessionLimits limits) => EndsAt(limits, StartedAt, SeenAt);

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
#if (Pages)
        session.Property(s => s.PreviousTokenHash).HasMaxLength(Secret.HashSize);
        session.Property(s => s.RenewalSalt).HasMaxLength(Secret.HashSize);
#endif
        session.Property(s => s.Device).HasMaxLength(Client.MaxLength);
        session.Property(s => s.Address).HasMaxLength(Client.MaxLength);
        session.HasIndex(s => s.TokenHash).IsUnique();
#if (Pages)
        session.HasIndex(s => s.PreviousTokenHash);
#endif
        session.HasIndex(s => s.KeptUntil);
        session.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
