using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PowApp._1.Mail;

/// <summary>An email that is to be sent. Its row is deleted once it has been.</summary>
public sealed class OutboxMail
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The <see cref="IMailTemplate.Kind"/> of its template.</summary>
    public required string Kind { get; init; }

    public required string Address { get; init; }

    /// <summary>Null when a stranger typed the address, which may belong to no one.</summary>
    public required Guid? UserId { get; init; }

    /// <summary>The language of the request that asked for it.</summary>
    public required string Culture { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>When it was given up; null if it was not.</summary>
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
