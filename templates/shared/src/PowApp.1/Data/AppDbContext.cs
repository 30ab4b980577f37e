using Microsoft.EntityFrameworkCore;

namespace PowApp._1.Data;

/// <summary>
/// The database. Each entity has its configuration in its own file, and is reached with <c>db.Set&lt;T&gt;()</c>.
/// </summary>
public sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
{
#if (!SqlServer)
    protected override void OnModelCreating(ModelBuilder model) => model.ApplyConfigurationsFromAssembly(GetType().Assembly);
#endif
#if (SqlServer)
    // What is compared without regard to case is normalized, and must then be compared as it is: by the usual collations, the addresses straße@ and
    // strasse@ are the same, and could each sign in to the account of the other.
    private const string Exact = "Latin1_General_100_BIN2";

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.ApplyConfigurationsFromAssembly(GetType().Assembly);
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            if (property.Name.StartsWith("Normalized", StringComparison.Ordinal)) property.SetCollation(Exact);
    }
#endif

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
