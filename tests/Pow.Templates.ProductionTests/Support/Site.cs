namespace Pow.Templates.ProductionTests.Support;

[CollectionDefinition]
public sealed class BehindProxy : ICollectionFixture<Site>;

/// <summary>The app as most people run it: behind a proxy that ends TLS, with a name of its own.</summary>
public class Site(Publication publication) : IAsyncLifetime
{
    private const string Host = "shop.example";

    private readonly int _httpPort = FreePort.Take();
    private readonly int _httpsPort = FreePort.Take();
    private MailServer? _mails;
    private ProductionApp? _app;
    private Nginx? _nginx;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal string Url => $"https://{Host}:{_httpsPort}{Path}";

    internal MailServer Mails => _mails!;

    internal ProductionApp App => _app!;

    internal Nginx Proxy => _nginx!;

    /// <summary>The path that it is below; empty at the root of the host.</summary>
    protected virtual string Path => "";

    public async ValueTask InitializeAsync()
    {
        try
        {
            _mails = new MailServer();
            _app = await publication.StartAsync(
                $"http://127.0.0.1:{FreePort.Take()}", _mails, ("AllowedHosts", Host), ("Accounts:PublicOrigin", Url), ("KnownProxies:0", "127.0.0.1"));
            _nginx = await Nginx.StartAsync(
                publication.NewFolder(), await publication.ReadmeAsync(), publication.Certificate, _httpPort, _httpsPort, Path, _app.Url);
            _playwright = await Playwright.CreateAsync();
            _browser = await Chromium.LaunchAsync(_playwright, $"--host-resolver-rules=MAP {Host} 127.0.0.1");
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_nginx is not null) await _nginx.DisposeAsync();
        if (_app is not null) await _app.DisposeAsync();
        _mails?.Dispose();
        GC.SuppressFinalize(this);
    }

    internal async Task<Visitor> VisitAsync() => await Visitor.EnterAsync(await _browser!.NewContextAsync(new() { BaseURL = Url, IgnoreHTTPSErrors = true }));

    internal Client NewClient() => new(Url, publication.Certificate);

    /// <summary>Somebody who asks the proxy over plain http.</summary>
    internal Client NewPlainClient() => new($"http://{Host}:{_httpPort}", publication.Certificate);

    /// <summary>Somebody who asks the app itself over plain http, past the proxy.</summary>
    internal Client NewDirectClient() => new($"http://{Host}:{new Uri(App.Url).Port}", publication.Certificate);
}

/// <summary>An app of pow-blazor.</summary>
public sealed class BlazorSite(BlazorPublication publication) : Site(publication);

/// <summary>The app below a path, on a host that has other things too.</summary>
public sealed class SiteBelowPath(Publication publication) : Site(publication)
{
    protected override string Path => "/shop";
}
