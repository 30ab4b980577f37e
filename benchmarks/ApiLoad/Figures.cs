using System.Collections.Concurrent;
using System.Diagnostics;

namespace Pow.Templates.Benchmarks;

/// <summary>How long requests took, by their kind, and what went wrong.</summary>
internal sealed class Figures
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<TimeSpan>> _times = new();
    private readonly ConcurrentBag<string> _errors = [];
    private int _lostSessions;

    public bool IsClean => _errors.IsEmpty && _lostSessions == 0;

    /// <param name="request">Answers what went wrong; null for nothing.</param>
    public async Task<bool> MeasureAsync(string kind, Func<Task<string?>> request)
    {
        var start = Stopwatch.GetTimestamp();
        var error = await TryAsync(request);
        _times.GetOrAdd(kind, _ => []).Add(Stopwatch.GetElapsedTime(start));
        if (error is not null) _errors.Add($"{kind}: {error}");
        return error is null;
    }

    public void CountLostSession() => Interlocked.Increment(ref _lostSessions);

    public override string ToString()
    {
        var lines = new List<string> { $"{"",-10}{"requests",10}{"p50 ms",10}{"p99 ms",10}{"max ms",10}" };
        foreach (var (kind, bag) in _times.OrderByDescending(times => times.Value.Count))
        {
            var times = bag.Order().ToArray();
            lines.Add($"{kind,-10}{times.Length,10}{Milliseconds(times, 0.5),10:0.0}{Milliseconds(times, 0.99),10:0.0}{Milliseconds(times, 1),10:0.0}");
        }

        lines.Add($"{_errors.Count} errors, {_lostSessions} lost sessions");
        lines.AddRange(_errors.GroupBy(error => error).OrderByDescending(same => same.Count()).Take(10).Select(same => $"{same.Count()} times {same.Key}"));
        return string.Join(Environment.NewLine, lines);
    }

    private static async Task<string?> TryAsync(Func<Task<string?>> request)
    {
        try
        {
            return await request();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return exception.Message;
        }
    }

    private static double Milliseconds(TimeSpan[] ordered, double quantile) => ordered[(int)(quantile * (ordered.Length - 1))].TotalMilliseconds;
}
