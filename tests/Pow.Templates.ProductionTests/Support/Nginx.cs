using System.Text.RegularExpressions;

namespace Pow.Templates.ProductionTests.Support;

/// <summary>nginx in front of the app, set up as the app's README says, but for names and ports.</summary>
internal sealed partial class Nginx : IAsyncDisposable
{
    /// <summary>The header in which a test says where its client comes from: without it, all come from this machine.</summary>
    public const string ComesFrom = "X-Comes-From";

    private readonly NginxServer _server;
    private readonly string _accessLog;

    private Nginx(NginxServer server, string accessLog) => (_server, _accessLog) = (server, accessLog);

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

        return new(
            await NginxServer.StartAsync(folder, $"real_ip_header {ComesFrom};\nset_real_ip_from 127.0.0.1;\n{servers}"),
            accessLog);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [GeneratedRegex("```nginx\n(.+?)```", RegexOptions.Singleline)]
    private static partial Regex Example { get; }
}
