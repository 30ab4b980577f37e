using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
#if (Postgres)
using Npgsql;
#endif
#if (SqlServer)
using Microsoft.Data.SqlClient;
#endif
using PowApp._1.Data;
using PowApp._1.Tests;

#if (Postgres)
[assembly: AssemblyFixture(typeof(MigratedDatabase))]

#endif
namespace PowApp._1.Tests;

/// <summary>
/// The database of one app, on the server of Development or, if there is an environment variable ConnectionStrings__Tests, on the one that it names.
/// </summary>
public sealed class TestDatabase : IDisposable
{
#if (Postgres)
    private const string ServerOfDevelopment = "Host=localhost;Username=postgres;Password=postgres";
#endif
#if (SqlServer)
    private const string ServerOfDevelopment = "Server=localhost;User ID=sa;Password=Development-1;TrustServerCertificate=True";
#endif

    private static readonly string _server = Environment.GetEnvironmentVariable("ConnectionStrings__Tests") ?? ServerOfDevelopment;

    private readonly Lock _creating = new();
    private bool _isCreated;
    private TestDatabase? _backup;

    public string Name { get; } = $"powapp-1-tests-{Guid.NewGuid():N}";

#if (Postgres)
    public string Connection => new NpgsqlConnectionStringBuilder(_server) { Database = Name }.ConnectionString;
#endif
#if (SqlServer)
    public string Connection => new SqlConnectionStringBuilder(_server) { InitialCatalog = Name }.ConnectionString;
#endif

    public bool Exists
    {
        get
        {
            using var db = Open(Connection);
            return db.GetService<IRelationalDatabaseCreator>().Exists();
        }
    }

#if (Postgres)
    public static AppDbContext Open(string connection) => new(new DbContextOptionsBuilder<AppDbContext>().UseNpgsql(connection).Options);
#endif
#if (SqlServer)
    public static AppDbContext Open(string connection) => new(new DbContextOptionsBuilder<AppDbContext>().UseSqlServer(connection).Options);
#endif

    /// <summary>Creates it, migrated, unless it exists.</summary>
    public void Create()
    {
        lock (_creating)
        {
            if (_isCreated) return;

#if (Postgres)
            Run($"CREATE DATABASE \"{Name}\" TEMPLATE \"{MigratedDatabase.Name}\"");
            _isCreated = true;
#endif
#if (SqlServer)
            Migrate();
#endif
        }
    }

#if (Postgres)
    /// <summary>Creates it by migrating. No connection stays open, or it could not be copied.</summary>
    public void Migrate()
#endif
#if (SqlServer)
    private void Migrate()
#endif
    {
        using var db = Open($"{Connection};Pooling=False");
        db.Database.Migrate();
        _isCreated = true;
    }

    /// <summary>Makes a backup.</summary>
    /// <returns>The connection string for an app that starts with it.</returns>
    public async Task<string> BackUpAsync()
    {
        _backup = new TestDatabase();
        _backup.Create();
        await using var from = Open(Connection);
        await using var to = Open(_backup.Connection);
        foreach (var entity in from.Model.GetEntityTypes()) to.AddRange(await RowsOf(from, entity.ClrType).ToListAsync());
        await to.SaveChangesAsync();
        return _backup.Connection;
    }

    /// <summary>Whether a text stands anywhere in it.</summary>
    public bool Keeps(string text)
    {
        using var db = Open(Connection);
        return db.Model.GetEntityTypes()
            .SelectMany(entity => RowsOf(db, entity.ClrType).ToList())
            .Any(row => db.Entry(row).Properties.Any(property => Contains(property.CurrentValue, text)));
    }

    /// <summary>Until it is disposed, the database is missing.</summary>
    public IDisposable Missing()
    {
        Rename(Name, $"{Name}-away");
        return new Return(Name);
    }

    public void Dispose()
    {
        _backup?.Dispose();
        if (_isCreated) Drop(Name);
    }

#if (Postgres)
    private static void Drop(string name) => Run($"DROP DATABASE \"{name}\" WITH (FORCE)");
#endif
#if (SqlServer)
    private static void Drop(string name) => Run($"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]");
#endif

    // On the server, rather than in the database.
    private static void Run(string sql)
    {
        using var db = Open(_server);
        db.Database.ExecuteSqlRaw(sql);
    }

    // Nobody may be connected then.
    private static void Rename(string name, string newName)
    {
#if (Postgres)
        NpgsqlConnection.ClearAllPools();
        Run($"ALTER DATABASE \"{name}\" RENAME TO \"{newName}\"");
#endif
#if (SqlServer)
        SqlConnection.ClearAllPools();
        Run($"ALTER DATABASE [{name}] MODIFY NAME = [{newName}]");
#endif
    }

    private static IQueryable<object> RowsOf(DbContext db, Type entity) =>
        (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), Type.EmptyTypes)!.MakeGenericMethod(entity).Invoke(db, null)!;

    private static bool Contains(object? value, string text) => value switch
    {
        string characters => characters.Contains(text, StringComparison.Ordinal),
        byte[] bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0,
        _ => false,
    };

    private sealed class Return(string name) : IDisposable
    {
        public void Dispose() => Rename($"{name}-away", name);
    }
}
#if (Postgres)

/// <summary>Migrating takes a while, so it is done once, and each app gets a copy of this database. It goes after the last test.</summary>
public sealed class MigratedDatabase : IDisposable
{
    private static readonly Lazy<TestDatabase> _database = new(() =>
    {
        var database = new TestDatabase();
        database.Migrate();
        return database;
    });

    public static string Name => _database.Value.Name;

    public void Dispose()
    {
        if (_database.IsValueCreated) _database.Value.Dispose();
    }
}
#endif
