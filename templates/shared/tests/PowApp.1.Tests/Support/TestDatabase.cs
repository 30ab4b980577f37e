using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>The database of one app: a file in a folder of its own.</summary>
public sealed class TestDatabase : IDisposable
{
    // Migrating takes a while, so it is done once, and each app gets a copy.
    private static readonly Lazy<byte[]> _migrated = new(Migrate);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("powapp-1-tests-");
    private readonly string _file;

    public TestDatabase() => _file = Path.Combine(_folder.FullName, "app.db");

    public string Connection => $"Data Source={_file}";

    public bool Exists => File.Exists(_file);

    public static AppDbContext Open(string connection) => new(new DbContextOptionsBuilder<AppDbContext>().UseSqlite(connection).Options);

    /// <summary>Creates it, migrated, unless it exists.</summary>
    public void Create()
    {
        if (!Exists) File.WriteAllBytes(_file, _migrated.Value);
    }

    /// <summary>Makes a backup.</summary>
    /// <returns>The connection string for an app that starts with it.</returns>
    public async Task<string> BackUpAsync()
    {
        var backup = $"{_file}.backup";
        await using var db = Open(Connection);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {backup}");
        return $"Data Source={backup}";
    }

    /// <summary>Whether a text stands anywhere in it.</summary>
    public bool Keeps(string text)
    {
        // SQLite deletes the write-ahead log when the last connection closes: this one stays open while the files are read.
        using var db = Open(Connection);
        db.Database.OpenConnection();
        _ = db.Set<OutboxMail>().Any();

        return _folder.EnumerateFiles().Any(file => Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
    }

    /// <summary>Until it is disposed, the database is missing.</summary>
    public IDisposable Missing()
    {
        SqliteConnection.ClearAllPools();
        File.Move(_file, $"{_file}.away");
        return new Return(_file);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static byte[] Migrate()
    {
        using var database = new TestDatabase();
        using (var db = Open($"{database.Connection};Pooling=False")) db.Database.Migrate();
        return File.ReadAllBytes(database._file);
    }

    private static byte[] Read(FileInfo file)
    {
        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed class Return(string file) : IDisposable
    {
        public void Dispose() => File.Move($"{file}.away", file);
    }
}
