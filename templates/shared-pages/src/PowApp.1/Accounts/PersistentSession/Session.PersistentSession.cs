using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Accounts;

/// <summary>A session whose browser stays signed in has a renewal token.</summary>
public sealed partial class Session
{
    /// <summary>What the present token was made with.</summary>
    public byte[]? RenewalTokenSalt { get; init; }

    public bool IsPersistent => RenewalTokenHash is not null;
}

public sealed class PersistentSessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session) => session.Property(s => s.RenewalTokenSalt).HasMaxLength(Secret.HashSize);
}
