using StackExchange.Redis;

namespace PowApp._1.Accounts;

/// <summary>
/// Forgets what other processes tell this one to forget. No one knows what they told while the connection was down, so once it is restored, this process
/// forgets everything.
/// </summary>
public sealed class SessionCacheListener(IConnectionMultiplexer redis, SessionCache cache) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        redis.ConnectionRestored += OnConnectionRestored;

        // Without waiting for an answer: the app starts without Redis too, and is subscribed as soon as there is a connection.
        return redis.GetSubscriber().SubscribeAsync(SessionCache.Channel, OnMessage, CommandFlags.FireAndForget);
    }

    // The connection ends with the app.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs e)
    {
        if (e.ConnectionType is ConnectionType.Subscription) cache.ForgetAll();
    }

    private void OnMessage(RedisChannel channel, RedisValue message)
    {
        if (Guid.TryParse(message.ToString(), out var id)) cache.ForgetHere(id);
    }
}
