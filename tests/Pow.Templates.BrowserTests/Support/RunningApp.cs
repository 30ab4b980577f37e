using System.Net;
using System.Net.Sockets;

namespace Pow.Templates.BrowserTests.Support;

/// <summary>The app in Development, on a free port of localhost.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(30);

    private readonly ChildProcess _process;

    private RunningApp(ChildProcess process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    public static async Task<RunningApp> StartAsync(string dll, string contentRoot, params (string Name, string Value)[] settings)
    {
        var url = $"http://localhost:{FreePort()}";
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = url,
            ["Accounts__Password__HashIterations"] = "1000", // Hashing is slow on purpose; the app's own tests hold the number.
            ["Accounts__Throttling__SignInsPerMinute"] = "10000", // All visitors come from one address.
            ["Accounts__Throttling__RegistrationsPerHour"] = "10000",
            ["Accounts__Throttling__MailsPerHour"] = "10000",
        };
        foreach (var (name, value) in settings) environment[name.Replace(":", "__")] = value;

        var process = new ChildProcess(contentRoot, "dotnet", [dll], environment, awaited: "Now listening on");
        try
        {
            await process.HasSaidAsync(_startLimit);
            return new RunningApp(process, url);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // Kestrel chooses no port of its own for the name localhost, which browsers trust over http.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
