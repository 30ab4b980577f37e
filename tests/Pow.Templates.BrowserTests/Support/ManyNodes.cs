namespace Pow.Templates.BrowserTests.Support;

/// <summary>An app of pow-mvc on three nodes, behind a proxy that sends each request to another one than the request before.</summary>
public sealed class ManyNodes() : Shop("pow-mvc")
{
    private protected override Task<GeneratedApp> BuildAsync() =>
        GeneratedApp.BuildAsync(NewFolder(), Template, "all", others: [("database", "postgres"), ("session-cache", "redis")]);

    private protected override async Task<(IAsyncDisposable Running, string Url)> StartAsync(GeneratedApp app, (string Name, string Value)[] settings)
    {
        var running = new BehindProxy(await Nodes.StartAsync(app, 3, settings));
        try
        {
            return (running, await running.StartProxyAsync(NewFolder()));
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    private sealed class BehindProxy(Nodes nodes) : IAsyncDisposable
    {
        private NginxServer? _proxy;

        /// <returns>Where it is.</returns>
        public async Task<string> StartProxyAsync(string folder)
        {
            var port = FreePort.Take();
            _proxy = await NginxServer.StartAsync(folder, $$"""
                upstream shop {
                    {{string.Join('\n', Enumerable.Range(0, nodes.Count).Select(node => $"server 127.0.0.1:{new Uri(nodes.UrlOf(node)).Port};"))}}
                }
                server {
                    listen 127.0.0.1:{{port}};
                    location / {
                        proxy_pass http://shop;
                        proxy_set_header Host $http_host;
                    }
                }
                """);
            return $"http://localhost:{port}";
        }

        public async ValueTask DisposeAsync()
        {
            if (_proxy is not null) await _proxy.DisposeAsync();
            await nodes.DisposeAsync();
        }
    }
}
