using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PowApp._1.Tests;

/// <summary>All that the app logs at its most talkative, and the scopes that its lines stand in.</summary>
[ProviderAlias("Log")]
public sealed class Log : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>What somebody who watches over the app has to look at.</summary>
    public IEnumerable<string> Errors => _lines.Where(line => line.StartsWith("Error ", StringComparison.Ordinal) || line.StartsWith("Critical ", StringComparison.Ordinal));

    /// <summary>What is logged, by any part of the app, while something is done.</summary>
    public async Task<string> Of(Func<Task> act)
    {
        var before = _lines.Count;
        await act();
        return string.Join('\n', _lines.Skip(before));
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Category(this, categoryName);

    void IDisposable.Dispose()
    {
    }

    private sealed class Category(Log log, string name) : ILogger
    {
        // A line of its own: with every line that stands in it, it would be written many times.
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            log._lines.Enqueue($"Scope [{state}] ({name})");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._lines.Enqueue($"{logLevel} {eventId.Name} {formatter(state, exception)} {exception} ({name})");
    }
}
