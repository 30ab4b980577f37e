using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>A change of address that waits for its confirmation. A user has one at most: a later request replaces it.</summary>
public sealed class EmailChange
{
    public required Guid UserId { get; init; }
    public User User { get; init; } = null!;
    public required string NewEmail { get; set; }

    /// <summary>The user's security stamp when the change was requested. Another change of address or password since then has overtaken it.</summary>
    public required string SecurityStamp { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }
}

public sealed class EmailChangeConfiguration : IEntityTypeConfiguration<EmailChange>
{
    public void Configure(EntityTypeBuilder<EmailChange> change)
    {
        change.ToTable("EmailChanges");
        change.HasKey(c => c.UserId);
        change.Property(c => c.NewEmail).HasMaxLength(EmailAddress.MaxLength);
        change.Property(c => c.SecurityStamp).HasMaxLength(64);
        change.HasOne(c => c.User).WithOne().HasForeignKey<EmailChange>(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>How long the links of a change work. Bound to the configuration section "Accounts:EmailChange".</summary>
public sealed class EmailChangeLimits
{
    /// <summary>How long the link that confirms the new address works.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long the link that undoes the change works. Never less than <see cref="LinkLifetime"/>.</summary>
    public TimeSpan UndoWithin { get; set; } = TimeSpan.FromHours(24);

    public void Check(OptionsRules rules)
    {
        rules.Duration("EmailChange:UndoWithin", UndoWithin, TimeSpan.FromDays(7));
        rules.Duration("EmailChange:LinkLifetime", LinkLifetime, UndoWithin);
    }
}
