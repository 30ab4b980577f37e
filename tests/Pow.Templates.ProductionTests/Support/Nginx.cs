namespace Pow.Templates.ProductionTests.Support;

/// <summary>nginx in front of the app: it ends TLS, and passes plain http on as well.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    /// <summary>The header in which a test says where its client comes from: without it, all come from this machine.</summary>
    public const string ComesFrom = "X-Comes-From";

    private const string Debian = "/usr/sbin/nginx"; // Not on everybody's path.
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(10);

    private readonly ChildProcess _process;

    private Nginx(ChildProcess process) => _process = process;

    public static async Task<Nginx> StartAsync(string folder, Certificate certificate, int httpPort, int httpsPort, string appUrl)
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
                real_ip_header {{ComesFrom}};
                set_real_ip_from 127.0.0.1;
                proxy_http_version 1.1;
                proxy_set_header Host $http_host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header {{ComesFrom}} "";
                server {
                    listen 127.0.0.1:{{httpPort}};
                    listen 127.0.0.1:{{httpsPort}} ssl;
                    ssl_certificate {{certificate.File}};
                    ssl_certificate_key {{certificate.KeyFile}};
                    location / { proxy_pass {{appUrl}}; }
                }
            }
            """);
        var program = File.Exists(Debian) ? Debian : "nginx";
        var process = new ChildProcess(
            folder, program, ["-p", folder, "-c", configuration, "-e", "stderr", "-g", "error_log stderr notice;"], awaited: "start worker process ");
        try
        {
            await process.HasSaidAsync(_startLimit);
            return new Nginx(process);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
