namespace PowApp._1.Accounts;

/// <summary>
/// Counts in windows of time, in memory: a restart forgets, and every process counts for itself. The framework's rate limiter would not do: it
/// counts a request before it is known whether it should count, and takes none back.
/// </summary>
public sealed class RateWindows(TimeProvider clock, ILogger<RateWindows> logger)
{
    private const int MostWindows = 100_000;

    // For each thing that is limited. Whoever comes when there are too many windows shares one of these, so that no one is without a limit.
    private const int SharedWindows = 1_000;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string What, string Who), Window> _windows = [];
    private DateTimeOffset _nextCleanUp;

    /// <summary>Counts one.</summary>
    /// <returns>How long to wait, if it is one too many; otherwise null.</returns>
    public TimeSpan? Take((string What, string Who) key, int most, TimeSpan length)
    {
        var now = clock.GetUtcNow();
        lock (_windows)
        {
            if (now >= _nextCleanUp) CleanUp(now);

            key = KeyOf(key);
            if (!_windows.TryGetValue(key, out var window) || window.EndsAt <= now) window = _windows[key] = new Window { EndsAt = now + length };
            if (window.Taken >= most) return window.EndsAt - now;

            window.Taken++;
            return null;
        }
    }

    /// <summary>Takes back one that turned out not to count.</summary>
    public void GiveBack((string What, string Who) key)
    {
        lock (_windows)
        {
            if (_windows.TryGetValue(KeyOf(key), out var window) && window.Taken > 0) window.Taken--;
        }
    }

    private (string What, string Who) KeyOf((string What, string Who) key) =>
        _windows.Count < MostWindows || _windows.ContainsKey(key) ? key : (key.What, $"shared {(uint)key.Who.GetHashCode() % SharedWindows}");

    private void CleanUp(DateTimeOffset now)
    {
        _nextCleanUp = now + _pause;
        foreach (var (key, window) in _windows)
            if (window.EndsAt <= now) _windows.Remove(key);

        if (_windows.Count >= MostWindows)
            logger.LogWarning("More than {MostWindows} limits are being counted. New visitors share theirs until some of them have ended.", MostWindows);
    }

    private sealed class Window
    {
        public required DateTimeOffset EndsAt { get; init; }
        public int Taken { get; set; }
    }
}
