using Microsoft.Data.Sqlite;

namespace Pow.Templates.ProductionTests.Support;

/// <summary>The app's database, as another process sees it.</summary>
internal sealed class Database(string file)
{
    public string File => file;

    /// <summary>Mails that are still to be sent, or were given up.</summary>
    public long OutboxCount => (long)Ask("SELECT COUNT(*) FROM Outbox")!;

    /// <summary>The time comes at which a mail is tried again, or taken from a process that died.</summary>
    public void MakeMailsDue() => Ask("UPDATE Outbox SET DueAt = CreatedAt");

    /// <summary>Nothing broken, nothing that refers to what is not there.</summary>
    public void AssertSound()
    {
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        Assert.Null(Ask("PRAGMA foreign_key_check"));
    }

    /// <summary>Keeps everybody else from writing until it is disposed.</summary>
    public IDisposable Lock()
    {
        var connection = Open();
        Run(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    /// <summary>Moves its file away until it is disposed.</summary>
    public IDisposable Away()
    {
        System.IO.File.Move(file, $"{file}.away");
        return new Return(file);
    }

    private object? Ask(string question)
    {
        using var connection = Open();
        return Run(connection, question);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private sealed class Return(string file) : IDisposable
    {
        public void Dispose() => System.IO.File.Move($"{file}.away", file, overwrite: true);
    }
}
