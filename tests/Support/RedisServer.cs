namespace Pow.Templates.Support;

/// <summary>A Redis server that only this machine can reach. It keeps nothing.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private RedisServer(ChildProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public int ProcessId => _process.Id;

    /// <summary>The connection string.</summary>
    public string Connection => $"127.0.0.1:{Port}";

    /// <param name="port">That of one that ran before; null for a free one.</param>
    public static async Task<RedisServer> StartAsync(int? port = null)
    {
        var chosen = port ?? FreePort.Take();
        var process = new ChildProcess(
            Path.GetTempPath(),
            "redis-server",
            ["--port", $"{chosen}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            awaited: "Ready to accept connections");
        await process.HasSaidAsync();
        return new(process, chosen);
    }

    /// <summary>Ends it at once.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
