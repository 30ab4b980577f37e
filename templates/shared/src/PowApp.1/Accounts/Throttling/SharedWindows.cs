using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace PowApp._1.Accounts;

/// <summary>
/// Counts in windows of time, in this process and then in Redis, for all processes together. Who has had enough here is refused without asking there.
/// While Redis doesn't answer, each process counts for itself.
/// </summary>
public sealed class SharedWindows(RateWindows windows, IDatabase redis, TimeProvider clock, ILogger<SharedWindows> logger)
{
    // Returns how many milliseconds there are to wait, or 0 if one was taken. The time is that of the process: Redis only forgets by its own.
    private const string TakeScript = """
        local most, length, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local window = redis.call('HMGET', KEYS[1], 'taken', 'ends')
        local taken, ends = tonumber(window[1] or 0), tonumber(window[2] or 0)
        if ends <= now then taken = 0; ends = now + length end
        if taken >= most then return ends - now end
        redis.call('HSET', KEYS[1], 'taken', taken + 1, 'ends', ends)
        redis.call('PEXPIRE', KEYS[1], length)
        return 0
        """;

    private const string GiveBackScript = """
        if tonumber(redis.call('HGET', KEYS[1], 'taken') or 0) > 0 then redis.call('HINCRBY', KEYS[1], 'taken', -1) end
        """;

    // Not every request must wait to find out that Redis is away.
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private long _awayUntil;

    /// <summary>Counts one.</summary>
    /// <returns>How long to wait, if it is one too many; otherwise null.</returns>
    public TimeSpan? Take((string What, string Who) key, int most, TimeSpan length)
    {
        if (windows.Take(key, most, length) is { } wait) return wait;
        if (TakeShared(key, most, length) is not { } waitForAll) return null;

        windows.GiveBack(key);
        return waitForAll;
    }

    /// <summary>Takes back one that turned out not to count.</summary>
    public void GiveBack((string What, string Who) key)
    {
        windows.GiveBack(key);
        redis.ScriptEvaluate(GiveBackScript, [KeyOf(key)], flags: CommandFlags.FireAndForget);
    }

    private TimeSpan? TakeShared((string What, string Who) key, int most, TimeSpan length)
    {
        var now = clock.GetUtcNow();
        if (now.Ticks < Interlocked.Read(ref _awayUntil)) return null;

        try
        {
            var wait = (long)redis.ScriptEvaluate(TakeScript, [KeyOf(key)], [most, (long)length.TotalMilliseconds, now.ToUnixTimeMilliseconds()]);
            return wait > 0 ? TimeSpan.FromMilliseconds(wait) : null;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            Interlocked.Exchange(ref _awayUntil, (now + _pause).Ticks);
            logger.LogWarning(exception, "Redis doesn't answer. Until it does, limits are counted by each process for itself.");
            return null;
        }
    }

    // An address is hashed: it is nobody else's business.
    private static RedisKey KeyOf((string What, string Who) key) => $"limit:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.What} {key.Who}")))}";
}
