using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PowApp._1.Tests;

/// <summary>All that the app logs at its most talkative, with what each line stands in.</summary>
public sealed class Log : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>What is logged, by any part of the app, while something is done.</summary>
    public async Task<string> Of(Func<Task> act)
    {
        var before = _lines.Count;
        await act();
        return string.Join('\n', _lines.Skip(before));
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Category(this, categoryName);

    void ISupportExternalScope.SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    void IDisposable.Dispose()
    {
    }

    private sealed class Category(Log log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder($"{logLevel} {eventId.Name} {formatter(state, exception)} {exception}");
            log._scopes.ForEachScope((scope, text) => text.Append($" [{scope}]"), line);
            log._lines.Enqueue($"{line} ({name})");
        }
    }
}
