using Microsoft.EntityFrameworkCore;

namespace PowApp._1.Data;

/// <summary>
/// The database. Each entity has its configuration in its own file, and is reached with <c>db.Set&lt;T&gt;()</c>.
/// </summary>
public sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder model) => model.ApplyConfigurationsFromAssembly(GetType().Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();

    /// <summary>
    /// Writes everything that is staged, or nothing. False when another request was first: a row has been changed, or a value taken, in the
    /// meantime. After a refusal nothing is staged any longer, so that a later save in the same request cannot write half of it.
    /// </summary>
    public async Task<bool> TrySaveChangesAsync()
    {
        try
        {
            await SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException || exception.IsConstraintViolation())
        {
            ChangeTracker.Clear();
            return false;
        }
    }
}
