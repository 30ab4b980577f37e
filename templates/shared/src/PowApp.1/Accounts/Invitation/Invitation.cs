using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Accounts;

/// <summary>
/// A user's wish that somebody gets an account. A user has one for an address: inviting again starts it anew. Whether the address has an
/// account already is not kept here, so that it shows nowhere.
/// </summary>
public sealed class Invitation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InviterId { get; init; }
    public User Inviter { get; init; } = null!;

    /// <summary>As it was typed. The account gets this one, whatever else is sent.</summary>
    public required string Address { get; init; }

    public required string NormalizedAddress { get; init; }

    /// <summary>Of the secret in the newest mail; null until it is written, and again once it was used.</summary>
    public byte[]? TokenHash { get; set; }

    /// <summary>When the mail was asked for last.</summary>
    public DateTimeOffset SentAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? AcceptedAt { get; set; }
}

public sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.ToTable("Invitations");
        invitation.Property(i => i.Id).ValueGeneratedNever();
        invitation.Property(i => i.Address).HasMaxLength(EmailAddress.MaxLength);
        invitation.Property(i => i.NormalizedAddress).HasMaxLength(EmailAddress.MaxLength);
        invitation.HasIndex(i => new { i.InviterId, i.NormalizedAddress }).IsUnique();
        invitation.HasOne(i => i.Inviter).WithMany().HasForeignKey(i => i.InviterId).OnDelete(DeleteBehavior.Cascade);

        // Of two requests at once, such as two that accept, the save of the second fails.
        invitation.Property(i => i.TokenHash).HasMaxLength(Secret.HashSize).IsConcurrencyToken();
        invitation.HasIndex(i => i.TokenHash);
    }
}
