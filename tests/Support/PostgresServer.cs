namespace Pow.Templates.Support;

/// <summary>A PostgreSQL server that only this machine can reach. Its data goes with it.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ChildProcess _process;

    private PostgresServer(string folder, ChildProcess process, string connection)
    {
        (_folder, _process, Connection) = (folder, process, connection);
        AppDomain.CurrentDomain.ProcessExit += End;
    }

    /// <summary>The connection string, without a database.</summary>
    public string Connection { get; }

    public static async Task<PostgresServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pow-postgres-").FullName;
        var (data, port) = (Path.Combine(folder, "data"), FreePort.Take());
        if (Environment.IsPrivilegedProcess) await ChildProcess.RunAsync("/", "chown", ["postgres", folder]);
        await RunAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");

        // Nothing needs to survive a power cut. Each app that is tested keeps a pool of connections.
        var process = new ChildProcess(
            folder,
            Command("postgres")[0],
            [
                .. Command("postgres")[1..], "-D", data, "-p", $"{port}", "-h", "127.0.0.1", "-k", folder,
                "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=500",
            ],
            awaited: "ready to accept connections",
            stopSignal: "QUIT"); // Otherwise it would leave shared memory behind.
        await process.HasSaidAsync();
        return new(folder, process, $"Host=127.0.0.1;Port={port};Username=postgres");

        Task RunAsync(string program, params string[] arguments) => ChildProcess.RunAsync(folder, Command(program)[0], [.. Command(program)[1..], .. arguments]);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        await _process.DisposeAsync();
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
