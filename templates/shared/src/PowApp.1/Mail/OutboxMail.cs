using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PowApp._1.Accounts;

namespace PowApp._1.Mail;

/// <summary>A mail that is to be sent. Its row goes when it was.</summary>
public sealed class OutboxMail
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The name of its <see cref="IMailTemplate"/>.</summary>
    public required string Kind { get; init; }

    public required string Address { get; init; }

    /// <summary>Null when the address was typed by a stranger and may belong to nobody.</summary>
    public required Guid? UserId { get; init; }

    /// <summary>The language of the request that asked for it.</summary>
    public required string Culture { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>When it was given up.</summary>
    public DateTimeOffset? FailedAt { get; init; }
}

public sealed class OutboxMailConfiguration : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> mail)
    {
        mail.ToTable("Outbox");
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.Property(m => m.Kind).HasMaxLength(64);
        mail.Property(m => m.Address).HasMaxLength(EmailAddress.MaxLength);
        mail.Property(m => m.Culture).HasMaxLength(16);
        mail.HasIndex(m => m.DueAt);
    }
}
