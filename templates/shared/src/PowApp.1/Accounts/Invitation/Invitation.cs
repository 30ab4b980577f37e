using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// A user's invitation to someone to create an account. A user has one for each address: inviting the address again renews it. It does not
/// tell whether the address has an account already, so that no page can show it. Its link is an <see cref="AccountToken"/>.
/// </summary>
public sealed class Invitation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InviterId { get; init; }
    public User Inviter { get; init; } = null!;

    /// <summary>As it was typed. The account gets this address, whatever else is sent.</summary>
    public required string Address { get; init; }

    public required string NormalizedAddress { get; init; }

    /// <summary>When the email was last asked for.</summary>
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
        invitation.Property(i => i.AcceptedAt).IsConcurrencyToken();
        invitation.HasIndex(i => new { i.InviterId, i.NormalizedAddress }).IsUnique();
        invitation.HasOne(i => i.Inviter).WithMany().HasForeignKey(i => i.InviterId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>An invitation as it is shown to its inviter: the same for an address that has an account already.</summary>
public sealed record InvitationListItem(
    Guid Id, string Email, DateTimeOffset SentAt, DateTimeOffset ExpiresAt, DateTimeOffset? AcceptedAt, bool IsExpired);

/// <summary>How long invitations count. Bound to the configuration section "Accounts:Invitation".</summary>
public sealed class InvitationLimits
{
    /// <summary>How long a link works: it opens nothing that exists, and its reader may be on vacation.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long an invitation that was accepted or has expired stays on its inviter's list.</summary>
    public TimeSpan ListedFor { get; set; } = TimeSpan.FromDays(30);

    public void Check(OptionsRules rules)
    {
        rules.Duration("Invitation:LinkLifetime", LinkLifetime, TimeSpan.FromDays(30));
        rules.Duration("Invitation:ListedFor", ListedFor, TimeSpan.FromDays(365));
    }
}
