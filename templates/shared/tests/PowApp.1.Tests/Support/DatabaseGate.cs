using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Stands between the app and its database: for outages, and for what happens at the very same moment.</summary>
#if (Sqlite)
public sealed class DatabaseGate : DbCommandInterceptor, ISaveChangesInterceptor, IDbConnectionInterceptor
#endif
#if (!Sqlite)
public sealed class DatabaseGate : DbCommandInterceptor, ISaveChangesInterceptor
#endif
{
    private readonly ConcurrentQueue<string> _commands = new();
    private Exception? _failure;
#if (Postgres)
    private Exception? _nextFailure;
#endif
    private Func<Task>? _beforeNextSave;
    private Func<Task>? _beforeNextUpdate;
    private Func<Task>? _beforeNextAttempt;

    /// <summary>Until it is disposed, the database answers with an error.</summary>
    public IDisposable Outage(Exception? failure = null)
    {
        _failure = failure ?? new DatabaseFailure();
        return new End(() => _failure = null);
    }

#if (Postgres)
    /// <summary>The database answers with an error once.</summary>
    public void FailNext(Exception failure) => _nextFailure = failure;

#endif
    /// <summary>Does something else once, right before the app saves: another request that was a little faster.</summary>
    public void BeforeNextSave(Func<Task> act) => _beforeNextSave = act;

    /// <summary>The same, for a single statement that updates or deletes (<c>ExecuteUpdateAsync</c>).</summary>
    public void BeforeNextUpdate(Func<Task> act) => _beforeNextUpdate = act;

    /// <summary>The same, for an attempt at a password, which is counted in a save of its own.</summary>
    public void BeforeNextAttempt(Func<Task> act) => _beforeNextAttempt = act;

    /// <summary>What is asked of the database while something is done.</summary>
    public async Task<IReadOnlyList<string>> CommandsOf(Func<Task> act)
    {
        _commands.Clear();
        await act();
        return [.. _commands];
    }

#if (!Postgres)
    public override InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
        _failure is null ? result : throw _failure;
#endif
#if (Postgres)
    public override InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
        (Interlocked.Exchange(ref _nextFailure, null) ?? _failure) is { } failure ? throw failure : result;
#endif

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        _commands.Enqueue(result.CommandText);
        return result;
    }

    public async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var isAttempt = eventData.Context!.ChangeTracker.Entries<FailedAttempts>().Any();
        if (Interlocked.Exchange(ref isAttempt ? ref _beforeNextAttempt : ref _beforeNextSave, null) is { } act) await act();
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _beforeNextUpdate, null) is { } act) await act();
        return result;
    }
#if (Sqlite)

    // A file that is deleted after the tests need not be safe from a power cut: many times faster.
    public async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = OFF";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
#endif

    private sealed class DatabaseFailure() : DbException("The database has failed.");

    private sealed class End(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
