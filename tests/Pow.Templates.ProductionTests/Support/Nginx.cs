using System.Text.RegularExpressions;

namespace Pow.Templates.ProductionTests.Support;

/// <summary>nginx in front of the app, set up as the app's README says, but for names and ports.</summary>
internal sealed partial class Nginx : IAsyncDisposable
{
    /// <summary>The header in which a test says where its client comes from: without it, all come from this machine.</summary>
    public const string ComesFrom = "X-Comes-From";

    private const string Debian = "/usr/sbin/nginx"; // Not on everybody's path.

    private readonly ChildProcess _process;
    private readonly string _accessLog;

    private Nginx(ChildProcess process, string accessLog) => (_process, _accessLog) = (process, accessLog);

    /// <summary>What it has logged of the requests so far.</summary>
    public string AccessLog => File.ReadAllText(_accessLog);

    public static async Task<Nginx> StartAsync(
        string folder, string readme, Certificate certificate, int httpPort, int httpsPort, string path, string appUrl)
    {
        var accessLog = Path.Combine(folder, "access.log");
        var servers = Example.Match(readme).Groups[1].Value
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{httpsPort} ssl;")
            .Replace("listen 80;", $"listen 127.0.0.1:{httpPort};")
            .Replace("shop.example.com", "shop.example")
            .Replace("/etc/letsencrypt/live/shop.example/fullchain.pem", certificate.File)
            .Replace("/etc/letsencrypt/live/shop.example/privkey.pem", certificate.KeyFile)
            .Replace("/var/log/nginx/access.log", accessLog)
            .Replace("location / {", $"location {path}/ {{")
            .Replace("http://127.0.0.1:5000", appUrl);

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
                real_ip_header {{ComesFrom}};
                set_real_ip_from 127.0.0.1;
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
            return new Nginx(process, accessLog);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [GeneratedRegex("```nginx\n(.+?)```", RegexOptions.Singleline)]
    private static partial Regex Example { get; }
}
