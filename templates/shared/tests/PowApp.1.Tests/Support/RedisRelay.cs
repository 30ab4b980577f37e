using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;
using StackExchange.Redis;

namespace PowApp._1.Tests;

/// <summary>
/// A way to the Redis server of Development or, if there is an environment variable ConnectionStrings__TestsRedis, to the one that it names. It can be
/// cut and mended.
/// </summary>
public sealed class RedisRelay : IDisposable
{
    private static readonly string _server = Environment.GetEnvironmentVariable("ConnectionStrings__TestsRedis") ?? "localhost:6379";

    private readonly List<TcpClient> _clients = [];
    private readonly int _port;
    private TcpListener _listener;

    public RedisRelay()
    {
        _listener = Listen(0);
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Connection = $"127.0.0.1:{_port},channelPrefix={Guid.NewGuid():N}:";
    }

    /// <summary>The connection string for apps that belong together.</summary>
    public string Connection { get; }

    /// <summary>The connection string, without a relay, for an app that has nothing to do with others.</summary>
    public static string NewConnection() => $"{_server},channelPrefix={Guid.NewGuid():N}:";

    /// <summary>Another process of an app, with the same database and Redis.</summary>
    public static TestApp Beside(TestApp app)
    {
        var other = new TestApp();
        foreach (var setting in new[] { "ConnectionStrings:App", "ConnectionStrings:Redis" }) other.Settings[setting] = app.Settings[setting];
        return other;
    }

    /// <summary>Waits until an app has a connection, and hears what others tell.</summary>
    public static async Task ConnectedAsync(TestApp app)
    {
        var redis = app.Services.GetRequiredService<IConnectionMultiplexer>();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1)); // Far more than it takes, on any machine.
        while (!redis.GetSubscriber().IsConnected(SessionCache.Channel) || !redis.GetDatabase().IsConnected("any")) await Task.Delay(10, timeout.Token);
    }

    public void Cut()
    {
        _listener.Dispose();
        lock (_clients)
        {
            foreach (var client in _clients) client.Dispose();
            _clients.Clear();
        }
    }

    public void Mend() => _listener = Listen(_port);

    public void Dispose() => Cut();

    private TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync(listener);
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var (client, server) = (await listener.AcceptTcpClientAsync(), new TcpClient());
                lock (_clients) _clients.AddRange(client, server);
                await server.ConnectAsync(_server.Split(':')[0], int.Parse(_server.Split(':')[1]));
                _ = Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // It has been cut.
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        using (from)
        using (to)
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
    }
}
