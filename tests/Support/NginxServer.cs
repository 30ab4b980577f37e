namespace Pow.Templates.Support;

/// <summary>nginx, which passes requests on as it is told.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private const string Debian = "/usr/sbin/nginx"; // Not on everybody's path.

    private readonly ChildProcess _process;

    private NginxServer(ChildProcess process) => _process = process;

    /// <param name="folder">For its files.</param>
    /// <param name="servers">What stands in the block "http".</param>
    public static async Task<NginxServer> StartAsync(string folder, string servers)
    {
        // The user is for the workers, when root starts them: the folder is closed to everybody else.
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            daemon off;
            user root;
            worker_processes 1;
            pid nginx.pid;
            events { }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                scgi_temp_path scgi;
                uwsgi_temp_path uwsgi;
                {{servers}}
            }
            """);
        var process = new ChildProcess(
            folder,
            File.Exists(Debian) ? Debian : "nginx",
            ["-p", folder, "-c", configuration, "-e", "stderr", "-g", "error_log stderr notice;"],
            awaited: "start worker process ");
        try
        {
            await process.HasSaidAsync();
            return new NginxServer(process);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
