using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>What an emailed link is good for.</summary>
/// <param name="Name">Its name wherever it is stored.</param>
/// <param name="BoundToSecurityStamp">Any change of the user's address or password ends it. False for a link that must outlive such a change.</param>
/// <param name="IsReplaced">A newer link of the same purpose replaces it.</param>
/// <param name="WorksForDeleted">It works for an account that was deleted, too, and restores it.</param>
public sealed record TokenPurpose(string Name, bool BoundToSecurityStamp, bool IsReplaced, bool WorksForDeleted = false)
{
    public static readonly TokenPurpose ConfirmEmail = new("confirm-email", BoundToSecurityStamp: true, IsReplaced: true);
    public static readonly TokenPurpose UndoEmailChange = new("undo-email-change", BoundToSecurityStamp: false, IsReplaced: false, WorksForDeleted: true);
}

/// <summary>A link that was emailed and has not been used: once it is used, its row is gone. Only the hash of its secret is kept.</summary>
public sealed class AccountToken
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The user whom the link is about.</summary>
    public required Guid UserId { get; init; }
    public User User { get; init; } = null!;
    public required string Purpose { get; init; }
    public required byte[] Hash { get; init; }

    /// <summary>The address that the link was emailed to.</summary>
    public required string SentTo { get; init; }

    /// <summary>The user's security stamp when the link was issued; null for a link that outlives a change of address or password.</summary>
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
