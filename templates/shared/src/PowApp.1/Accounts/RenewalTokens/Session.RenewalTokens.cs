using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Accounts;

public sealed partial class Session
{
    public byte[]? RenewalTokenHash { get; init; }

    /// <summary>The token before, and when it was used.</summary>
    public byte[]? UsedRenewalTokenHash { get; init; }

    public DateTimeOffset? RenewalTokenUsedAt { get; init; }
}

public sealed class SessionRenewalTokenConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.Property(s => s.RenewalTokenHash).HasMaxLength(Secret.HashSize);
        session.Property(s => s.UsedRenewalTokenHash).HasMaxLength(Secret.HashSize);
    }
}
