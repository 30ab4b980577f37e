#if (EmailConfirmation)
using System.ComponentModel.DataAnnotations;
#endif
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>A person with an account. Add your own properties here, then add a migration.</summary>
public class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// When the account was deleted; null for one that was not. The row only stays as long as the owner of a previous address can restore it.
    /// </summary>
    public DateTimeOffset? DeletedAt { get; set; }
#if (EmailConfirmation)

    /// <summary>
    /// The person who registered has not shown that the address is theirs. Not the opposite, as in Identity: false, the default, is right for
    /// every account that was created in another way.
    /// </summary>
    public bool IsUnconfirmed { get; set; }

    /// <summary>The hash of a secret that only the client that registered the address has.</summary>
    [MaxLength(Secret.HashSize)]
    public byte[]? RegistrationProofHash { get; set; }
#endif
}

public sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("Users");
        user.Property(u => u.Id).ValueGeneratedNever();
        user.Property(u => u.Email).HasMaxLength(EmailAddress.MaxLength).IsRequired();
        user.Property(u => u.NormalizedEmail).HasMaxLength(EmailAddress.MaxLength).IsRequired();
        user.Property(u => u.PasswordHash).HasMaxLength(256);
        user.Property(u => u.SecurityStamp).HasMaxLength(64).IsRequired();
        user.Property(u => u.ConcurrencyStamp).HasMaxLength(64).IsRequired().IsConcurrencyToken();
        user.HasIndex(u => u.NormalizedEmail).IsUnique();

        // Columns that this app does not use. To use one, take it off this list and add a migration.
        user.Ignore(u => u.UserName).Ignore(u => u.NormalizedUserName).Ignore(u => u.EmailConfirmed)
            .Ignore(u => u.PhoneNumber).Ignore(u => u.PhoneNumberConfirmed).Ignore(u => u.TwoFactorEnabled)
            .Ignore(u => u.LockoutEnabled).Ignore(u => u.LockoutEnd).Ignore(u => u.AccessFailedCount);
    }
}
