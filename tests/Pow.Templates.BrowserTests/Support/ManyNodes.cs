namespace Pow.Templates.BrowserTests.Support;

/// <summary>
/// An app of pow-mvc on three nodes, behind a proxy that sends each request to another one, with a PostgreSQL and a Redis server. All nodes start at the
/// same time, on an empty server.
/// </summary>
public sealed class ManyNodes() : Shop("pow-mvc")
{
    private const int Nodes = 3;

    private protected override Task<GeneratedApp> BuildAsync() =>
        GeneratedApp.BuildAsync(NewFolder(), Template, "all", others: [("database", "postgres"), ("session-cache", "redis")]);

    private protected override async Task<(IAsyncDisposable Running, string Url)> StartAsync(GeneratedApp app, (string Name, string Value)[] settings)
    {
        var running = new Parts();
        try
        {
            var postgres = running.Add(await PostgresServer.StartAsync());
            var redis = running.Add(await RedisServer.StartAsync());
            var contentRoot = app.NewContentRoot(); // They share the mailbox of Development.
            var starting = Enumerable.Range(0, Nodes).Select(_ => app.StartAsync(
                contentRoot,
                [.. settings, ("ConnectionStrings:App", $"{postgres.Connection};Database=shop"), ("ConnectionStrings:Redis", redis.Connection)])).ToList();
            var nodes = new List<RunningApp>();
            foreach (var node in starting) nodes.Add(running.Add(await node));

            var port = FreePort.Take();
            running.Add(await NginxServer.StartAsync(NewFolder(), $$"""
                upstream shop {
                    {{string.Join("\n", nodes.Select(node => $"server 127.0.0.1:{new Uri(node.Url).Port};"))}}
                }
                server {
                    listen 127.0.0.1:{{port}};
                    location / {
                        proxy_pass http://shop;
                        proxy_set_header Host $http_host;
                    }
                }
                """));
            return (running, $"http://localhost:{port}");
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    private sealed class Parts : IAsyncDisposable
    {
        private readonly Stack<IAsyncDisposable> _parts = [];

        public T Add<T>(T part) where T : IAsyncDisposable
        {
            _parts.Push(part);
            return part;
        }

        public async ValueTask DisposeAsync()
        {
            while (_parts.TryPop(out var part)) await part.DisposeAsync();
        }
    }
}
