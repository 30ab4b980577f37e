namespace Pow.Templates.Support;

/// <summary>
/// Several processes of an app, with a PostgreSQL and a Redis server of their own. The first ones start at the same time, on an empty server.
/// </summary>
internal sealed class Nodes : IAsyncDisposable
{
    private readonly GeneratedApp _app;
    private readonly string _contentRoot;
    private readonly (string Name, string Value)[] _settings;
    private readonly RunningApp?[] _running;

    private Nodes(GeneratedApp app, int count, PostgresServer postgres, RedisServer redis, IEnumerable<(string Name, string Value)> settings)
    {
        (_app, Postgres, Redis, _running) = (app, postgres, redis, new RunningApp?[count]);
        _contentRoot = app.NewContentRoot(); // They share the mailbox of Development.
        _settings = [.. settings, ("ConnectionStrings:App", $"{postgres.Connection};Database=shop"), ("ConnectionStrings:Redis", redis.Connection)];
    }

    public PostgresServer Postgres { get; }

    public RedisServer Redis { get; }

    public int Count => _running.Length;

    public static async Task<Nodes> StartAsync(GeneratedApp app, int count, params (string Name, string Value)[] settings)
    {
        var nodes = new Nodes(app, count, await PostgresServer.StartAsync(), await RedisServer.StartAsync(), settings);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(nodes.StartAsync));
            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    public string UrlOf(int node) => _running[node]!.Url;

    public async Task StartAsync(int node) => _running[node] = await _app.StartAsync(_contentRoot, _settings);

    /// <summary>As <c>kill -9</c> does.</summary>
    public ValueTask KillAsync(int node) => _running[node]!.DisposeAsync();

    /// <summary>Runs the program with words that it takes.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(string words) => _app.RunAsync(_contentRoot, words, _settings);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _running)
            if (node is not null) await node.DisposeAsync();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
