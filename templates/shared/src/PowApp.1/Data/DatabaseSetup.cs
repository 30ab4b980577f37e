using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using PowApp._1.Settings;

namespace PowApp._1.Data;

/// <summary>Everything that is particular to SQLite, together with ConnectionOptions.</summary>
public static class DatabaseSetup
{
    private const int SqliteConstraint = 19;

    // In seconds. A request that waits longer for its turn to write is answered with 503.
    private const int LongestWait = 5;

    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConnectionOptions>().BindSettings(ConnectionOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<ConnectionOptions>, ConnectionOptionsValidator>();
        builder.Services.AddSingleton(ReadConnection);
        builder.Services.AddDbContext<AppDbContext>((services, options) => options
            .UseSqlite(services.GetRequiredService<SqliteConnectionStringBuilder>().ConnectionString)
            .AddInterceptors(services.GetServices<IInterceptor>()));
        builder.Services.AddScoped(services => new Lazy<AppDbContext>(services.GetRequiredService<AppDbContext>));
        builder.Services.AddSingleton<Janitor>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Janitor>());
    }

    private static SqliteConnectionStringBuilder ReadConnection(IServiceProvider services)
    {
        var connection = new SqliteConnectionStringBuilder(services.GetRequiredService<IOptions<ConnectionOptions>>().Value.App);
        connection.DataSource = Path.Combine(services.GetRequiredService<IHostEnvironment>().ContentRootPath, connection.DataSource);
        connection.DefaultTimeout = LongestWait;
        // A file that is missing, perhaps because its volume is, must not be replaced by an empty one. "dotnet ef" may create it.
        connection.Mode = EF.IsDesignTime ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite;
        PrivateFiles.CreateFolder(Path.GetDirectoryName(connection.DataSource)!);
        return connection;
    }

    /// <summary>Creates the database, or updates it.</summary>
    public static async Task MigrateDatabaseAsync(this IHost app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AppDbContext>().Database;
        var connection = new SqliteConnectionStringBuilder(database.GetConnectionString()) { Mode = SqliteOpenMode.ReadWriteCreate };
        database.SetConnectionString(connection.ConnectionString);
        if (!File.Exists(connection.DataSource))
        {
            PrivateFiles.CreateFile(connection.DataSource); // SQLite gives the files next to it the same permissions.
            await database.GetService<IRelationalDatabaseCreator>().CreateAsync(); // Turns the write-ahead log on.
        }

        await database.MigrateAsync();
    }

    /// <summary>A row with this key exists already, or a row that it refers to is gone.</summary>
    public static bool IsConstraintViolation(this DbUpdateException exception) =>
        exception.InnerException is SqliteException { SqliteErrorCode: SqliteConstraint };
}
