using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Accounts;

/// <summary>A session whose browser stays signed in holds one token more. It is used once: coming back with it brings another one.</summary>
public sealed partial class Session
{
    public byte[]? PersistentHash { get; init; }

    /// <summary>The token before, the salt that the present one was made with, and when that was.</summary>
    public byte[]? PreviousPersistentHash { get; init; }

    public byte[]? PersistentSalt { get; init; }

    public DateTimeOffset? PersistentRotatedAt { get; init; }

    public bool IsPersistent => PersistentHash is not null;
}

public sealed class PersistentSessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.Property(s => s.PersistentHash).HasMaxLength(Secret.HashSize);
        session.Property(s => s.PreviousPersistentHash).HasMaxLength(Secret.HashSize);
        session.Property(s => s.PersistentSalt).HasMaxLength(Secret.HashSize);
    }
}
