using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Accounts;

/// <summary>What a mailed link is good for.</summary>
/// <param name="Name">Told apart in the database by this.</param>
/// <param name="EndsWithRights">
/// A newer link of the kind replaces it, and any change of the user's address or password ends it. False for a link that must
/// outlive just such a change.
/// </param>
/// <param name="GoesToOwnAddress">It is mailed to the user's address. False for a link to an address that is not the user's yet.</param>
public sealed record TokenPurpose(string Name, bool EndsWithRights = true, bool GoesToOwnAddress = true);

/// <summary>A link that was mailed and not used yet: used once, its row is gone. Only the hash of its secret is kept.</summary>
public sealed class AccountToken
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public User User { get; init; } = null!;
    public required string Purpose { get; init; }
    public required byte[] Hash { get; init; }
    public required string SentTo { get; init; }

    /// <summary>The user's security stamp when the link was issued; null for one that outlives a change of rights.</summary>
    public required string? SecurityStamp { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

public sealed class AccountTokenConfiguration : IEntityTypeConfiguration<AccountToken>
{
    public void Configure(EntityTypeBuilder<AccountToken> token)
    {
        token.ToTable("AccountTokens");
        token.Property(t => t.Id).ValueGeneratedNever();
        token.Property(t => t.Purpose).HasMaxLength(32);
        token.Property(t => t.Hash).HasMaxLength(Secret.HashSize);
        token.Property(t => t.SentTo).HasMaxLength(EmailAddress.MaxLength);
        token.Property(t => t.SecurityStamp).HasMaxLength(64);
        token.HasIndex(t => t.Hash).IsUnique();
        token.HasOne(t => t.User).WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
