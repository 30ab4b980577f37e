using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Accounts;

public sealed partial class Session
{
    /// <summary>
    /// Names it in its tokens. The id, which stands in lists and logs, does not: whoever comes with a false token ends the session. No hash,
    /// for a later token has to name it too, and alone it opens nothing.
    /// </summary>
    public Guid? RenewalFamily { get; init; }

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
        session.HasIndex(s => s.RenewalFamily);
    }
}
