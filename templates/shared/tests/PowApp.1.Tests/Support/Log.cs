using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PowApp._1.Tests;

/// <summary>What the app logs, while somebody listens.</summary>
public sealed class Log : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private bool _isListening;

    /// <summary>All that is logged, by any part of the app, while something is done.</summary>
    public async Task<string> Of(Func<Task> act)
    {
        _lines.Clear();
        _isListening = true;
        await act();
        _isListening = false;
        return string.Join('\n', _lines);
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => _isListening;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (_isListening) _lines.Enqueue($"{logLevel} {eventId.Name} {formatter(state, exception)} {exception}");
    }

    void IDisposable.Dispose()
    {
    }
}
