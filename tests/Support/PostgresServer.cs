namespace Pow.Templates.Support;

/// <summary>A PostgreSQL server that only this machine can reach. Its data goes with it.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pow-postgres-").FullName;
    private readonly int _port = FreePort.Take();
    private ChildProcess? _process;

    private PostgresServer() => AppDomain.CurrentDomain.ProcessExit += End;

    /// <summary>The connection string, without a database.</summary>
    public string Connection => $"Host=127.0.0.1;Port={_port};Username=postgres";

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        if (Environment.IsPrivilegedProcess) await ChildProcess.RunAsync("/", "chown", ["postgres", server._folder]);
        var command = Command("initdb");
        await ChildProcess.RunAsync(
            server._folder, command[0], [.. command[1..], "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on the data that it had before.</summary>
    public async Task StartAgainAsync()
    {
        // Nothing needs to survive a power cut, but what was committed survives the end of the process. Each app that is tested keeps a pool of connections.
        var command = Command("postgres");
        _process = new ChildProcess(
            _folder,
            command[0],
            [
                .. command[1..], "-D", Data, "-p", $"{_port}", "-h", "127.0.0.1", "-k", _folder,
                "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=500",
            ],
            awaited: "ready to accept connections",
            stopSignal: "QUIT"); // Otherwise it would leave shared memory behind.
        await _process.HasSaidAsync();
    }

    /// <summary>Is away, at once.</summary>
    public ValueTask StopAsync() => _process!.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        if (_process is not null) await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Someone has stopped the tests.
    private void End(object? sender, EventArgs e)
    {
        ChildProcess.KillAll();
        Directory.Delete(_folder, recursive: true);
    }

    // Debian keeps the programs of each version in a folder of their own. The server refuses to be root.
    private static string[] Command(string program)
    {
        var file = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", program)).Last(File.Exists)
            : program;
        return Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", file] : [file];
    }
}
