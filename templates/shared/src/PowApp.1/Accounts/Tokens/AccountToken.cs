using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>What a mailed link is good for.</summary>
/// <param name="Name">Its name in the database, and in the cookie that takes the secret to the form.</param>
/// <param name="EndsWithRights">
/// A newer link of the same purpose replaces it, and any change of the user's address or password ends it. False for a link that must
/// outlive such a change.
/// </param>
public sealed record TokenPurpose(string Name, bool EndsWithRights)
{
    public static readonly TokenPurpose ConfirmEmail = new("confirm-email", EndsWithRights: true);
    public static readonly TokenPurpose UndoEmailChange = new("undo-email-change", EndsWithRights: false);
}

/// <summary>A link that was mailed and has not been used: once it is used, its row is gone. Only the hash of its secret is kept.</summary>
public sealed class AccountToken
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The user whom the link is about.</summary>
    public required Guid UserId { get; init; }
    public User User { get; init; } = null!;
    public required string Purpose { get; init; }
    public required byte[] Hash { get; init; }

    /// <summary>The address that the link was mailed to.</summary>
    public required string SentTo { get; init; }

    /// <summary>The user's security stamp when the link was issued; null for a link that outlives a change of rights.</summary>
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
