namespace Pow.Templates.Support;

/// <summary>A Redis server that only this machine can reach. It keeps nothing.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly int _port = FreePort.Take();
    private ChildProcess? _process;

    private RedisServer()
    {
    }

    /// <summary>The connection string.</summary>
    public string Connection => $"127.0.0.1:{_port}";

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it, empty, on the same port as before.</summary>
    public Task StartAgainAsync()
    {
        _process = new ChildProcess(
            Path.GetTempPath(),
            "redis-server",
            ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            awaited: "Ready to accept connections");
        return _process.HasSaidAsync();
    }

    /// <summary>Loses all that it has.</summary>
    public Task FlushAsync() => ChildProcess.RunAsync("/", "redis-cli", ["-p", $"{_port}", "flushall"]);

    /// <summary>Is away, at once.</summary>
    public ValueTask StopAsync() => _process!.DisposeAsync();

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
