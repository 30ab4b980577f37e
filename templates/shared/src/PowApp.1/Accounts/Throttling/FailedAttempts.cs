using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Accounts;

/// <summary>Wrong passwords in a row for an email address; from one place, or from all of them.</summary>
public sealed class FailedAttempts
{
    /// <summary>A hash of the address and the place: what was typed may be anything, even a password.</summary>
    public required byte[] Key { get; init; }

    public int Count { get; set; }

    public DateTimeOffset LastAt { get; set; }
}

public sealed class FailedAttemptsConfiguration : IEntityTypeConfiguration<FailedAttempts>
{
    public void Configure(EntityTypeBuilder<FailedAttempts> failed)
    {
        failed.ToTable("FailedAttempts");
        failed.HasKey(f => f.Key);
        failed.Property(f => f.Key).HasMaxLength(Secret.HashSize);
        failed.Property(f => f.Count).IsConcurrencyToken();
        failed.HasIndex(f => f.LastAt);
    }
}
