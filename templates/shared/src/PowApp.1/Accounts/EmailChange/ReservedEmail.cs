using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// An address that an account had when a change of it was requested. As long as its owner can undo the change, no other account gets the address,
/// and the account itself can be restored even if it is deleted.
/// </summary>
public sealed class ReservedEmail
{
    public required Guid UserId { get; init; }
    public required string Email { get; init; }
    public required string NormalizedEmail { get; init; }

    /// <summary>When the latest change of this address was requested.</summary>
    public required DateTimeOffset ReservedAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }
}

public sealed class ReservedEmailConfiguration : IEntityTypeConfiguration<ReservedEmail>
{
    public void Configure(EntityTypeBuilder<ReservedEmail> reserved)
    {
        reserved.ToTable("ReservedEmails");
        reserved.HasKey(r => new { r.UserId, r.NormalizedEmail });
        reserved.Property(r => r.Email).HasMaxLength(EmailAddress.MaxLength);
        reserved.Property(r => r.NormalizedEmail).HasMaxLength(EmailAddress.MaxLength);
        reserved.HasIndex(r => r.NormalizedEmail);
        reserved.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>The addresses that can still be restored by undoing a change.</summary>
public sealed class ReservedEmails(AppDbContext db, ILookupNormalizer normalizer, TimeProvider clock, IOptions<AccountOptions> options)
    : IExpiringRows
{
    private DbSet<ReservedEmail> Rows => db.Set<ReservedEmail>();

    /// <summary>Those that have not expired.</summary>
    public IQueryable<ReservedEmail> Current()
    {
        var now = clock.GetUtcNow();
        return Rows.Where(reserved => reserved.ExpiresAt > now);
    }

    /// <summary>Whether an address is reserved for an account other than this one.</summary>
    public Task<bool> IsReservedAsync(string email, Guid exceptFor = default)
    {
        var normalized = normalizer.NormalizeEmail(email);
        return Current().AnyAsync(reserved => reserved.NormalizedEmail == normalized && reserved.UserId != exceptFor);
    }

    /// <summary>The addresses that are reserved for an account.</summary>
    public Task<List<string>> ListAsync(Guid userId) =>
        Current().Where(reserved => reserved.UserId == userId).Select(reserved => reserved.Email).ToListAsync();

    /// <summary>Stages the reservation of the address that a user has now.</summary>
    public async Task StageAsync(User user)
    {
        var now = clock.GetUtcNow();
        var expiresAt = now + options.Value.EmailChange.UndoWithin;
        if (await Rows.FindAsync(user.Id, user.NormalizedEmail) is { } reserved)
            (reserved.ReservedAt, reserved.ExpiresAt) = (now, expiresAt);
        else
            Rows.Add(new ReservedEmail
            {
                UserId = user.Id,
                Email = user.Email!,
                NormalizedEmail = user.NormalizedEmail!,
                ReservedAt = now,
                ExpiresAt = expiresAt,
            });
    }

    /// <summary>Stages the end of a user's reservations that were made since then.</summary>
    public async Task StageEndAsync(Guid userId, DateTimeOffset since) =>
        Rows.RemoveRange(await Rows.Where(reserved => reserved.UserId == userId && reserved.ReservedAt >= since).ToListAsync());

    /// <inheritdoc/>
    public Task<int> DeleteExpiredAsync(int atMost, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        return Rows.Where(reserved => reserved.ExpiresAt < now).OrderBy(reserved => reserved.UserId).Take(atMost).ExecuteDeleteAsync(stopping);
    }
}
