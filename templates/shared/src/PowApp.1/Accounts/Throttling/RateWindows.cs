using Microsoft.Extensions.Caching.Memory;

namespace PowApp._1.Accounts;

/// <summary>
/// Counts in windows of time, in memory: a restart forgets, and every process counts for itself. The framework's rate limiter would not do: it
/// counts a request before it is known whether it should count, and takes none back.
/// </summary>
public sealed class RateWindows(TimeProvider clock) : IDisposable
{
    private const int MostWindows = 100_000;

    private readonly MemoryCache _windows = new(new MemoryCacheOptions { SizeLimit = MostWindows });

    /// <summary>Counts one.</summary>
    /// <returns>How long to wait, if it is one too many; otherwise null.</returns>
    public TimeSpan? Take(string key, int most, TimeSpan length)
    {
        var now = clock.GetUtcNow();
        lock (_windows)
        {
            if (!_windows.TryGetValue<Window>(key, out var window) || window!.EndsAt <= now) window = Open(key, now, length);
            if (window.Taken >= most) return window.EndsAt - now;

            window.Taken++;
            return null;
        }
    }

    /// <summary>Takes back one that turned out not to count.</summary>
    public void GiveBack(string key)
    {
        lock (_windows)
        {
            if (_windows.TryGetValue<Window>(key, out var window)) window!.Taken--;
        }
    }

    public void Dispose() => _windows.Dispose();

    private Window Open(string key, DateTimeOffset now, TimeSpan length) =>
        _windows.Set(key, new Window { EndsAt = now + length }, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = length });

    private sealed class Window
    {
        public required DateTimeOffset EndsAt { get; init; }
        public int Taken { get; set; }
    }
}
