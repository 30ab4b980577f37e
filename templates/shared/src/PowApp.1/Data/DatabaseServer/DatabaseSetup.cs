using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
#if (Postgres)
using Npgsql;
#endif
#if (SqlServer)
using Microsoft.Data.SqlClient;
#endif
using PowApp._1.Settings;

namespace PowApp._1.Data;

#if (Postgres)
/// <summary>Everything that is particular to PostgreSQL, together with ConnectionOptions and RetryStrategy.</summary>
#endif
#if (SqlServer)
/// <summary>Everything that is particular to SQL Server, together with ConnectionOptions and RetryStrategy.</summary>
#endif
public static class DatabaseSetup
{
#if (SqlServer)
    private const int ForeignKey = 547;
    private const int DatabaseExists = 1801;
    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;

#endif
    // In seconds. A request that waits longer for the server, or for another request to write, is answered with 503.
    private const int LongestWait = 5;

    // A migration can change large tables.
    private static readonly TimeSpan _longestMigration = TimeSpan.FromHours(1);

    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConnectionOptions>().BindSettings(ConnectionOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<ConnectionOptions>, ConnectionOptionsValidator>();
        builder.Services.AddDbContext<AppDbContext>((services, options) => options
#if (Postgres)
            .UseNpgsql(ReadConnection(services), server => server.CommandTimeout(LongestWait).ExecutionStrategy(context => new RetryStrategy(context)))
#endif
#if (SqlServer)
            .UseSqlServer(ReadConnection(services), server => server.CommandTimeout(LongestWait).ExecutionStrategy(context => new RetryStrategy(context)))
#endif
            .AddInterceptors(services.GetServices<IInterceptor>()));
        builder.Services.AddScoped(services => new Lazy<AppDbContext>(services.GetRequiredService<AppDbContext>));
        builder.Services.AddSingleton<Janitor>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Janitor>());
    }

    /// <summary>Creates the database, or updates it. If several processes do this at once, one of them does it, and the others wait.</summary>
    public static async Task MigrateDatabaseAsync(this IHost app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AppDbContext>().Database;
        database.SetCommandTimeout(_longestMigration);
        await CreateDatabaseAsync(database.GetService<IRelationalDatabaseCreator>());
        await database.MigrateAsync();
    }

    /// <summary>A row with this key exists already, or a row that it refers to is gone.</summary>
    public static bool IsConstraintViolation(this DbUpdateException exception) =>
#if (Postgres)
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation };
#endif
#if (SqlServer)
        exception.InnerException is SqlException { Number: UniqueConstraint or UniqueIndex or ForeignKey };
#endif

    private static async Task CreateDatabaseAsync(IRelationalDatabaseCreator creator)
    {
        try
        {
            if (!await creator.ExistsAsync()) await creator.CreateAsync();
        }
#if (Postgres)
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
#endif
#if (SqlServer)
        catch (SqlException exception) when (exception.Number is DatabaseExists)
#endif
        {
            // Another process was a moment faster.
        }
    }

#if (Postgres)
    private static string ReadConnection(IServiceProvider services) =>
        new NpgsqlConnectionStringBuilder(services.GetRequiredService<IOptions<ConnectionOptions>>().Value.App) { Timeout = LongestWait }.ConnectionString;
#endif
#if (SqlServer)
    private static string ReadConnection(IServiceProvider services) =>
        new SqlConnectionStringBuilder(services.GetRequiredService<IOptions<ConnectionOptions>>().Value.App) { ConnectTimeout = LongestWait }.ConnectionString;
#endif
}
