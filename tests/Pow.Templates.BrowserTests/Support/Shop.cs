[assembly: AssemblyFixture(typeof(Pow.Templates.BrowserTests.Support.Shop))]

namespace Pow.Templates.BrowserTests.Support;

/// <summary>What all tests share: one generated app, running, and one browser.</summary>
public sealed class Shop : IAsyncLifetime
{
    private readonly TestFolder _folder = new("pow-browser-tests-");
    private readonly Lazy<Task<Gallery>> _gallery;
    private GeneratedApp? _generated;
    private RunningApp? _running;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Shop() => _gallery = new(() => Support.Gallery.PrepareAsync(this));

    internal string Url => _running!.Url;

    internal GeneratedApp Generated => _generated!;

    internal Task<Gallery> Gallery => _gallery.Value;

    public async ValueTask InitializeAsync()
    {
        try
        {
            _generated = await GeneratedApp.CreateAsync(_folder.Path, "all");
            await _generated.BuildAsync();
            _running = await _generated.StartAsync();
            _playwright = await Playwright.CreateAsync();
            _browser = await Chromium.LaunchAsync(_playwright);
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
        if (_running is not null) await _running.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Another app, generated and built.</summary>
    internal async Task<GeneratedApp> GenerateAsync(string extensions, string registration, string template = "pow-mvc")
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, $"{template}-{registration}")).FullName;
        var app = await GeneratedApp.CreateAsync(folder, extensions, registration, template);
        await app.BuildAsync();
        return app;
    }

    /// <summary>A person with a browser profile of their own.</summary>
    internal Task<Visitor> VisitAsync(BrowserNewContextOptions? profile = null) => VisitAsync(_running!, profile);

    internal async Task<Visitor> VisitAsync(RunningApp app, BrowserNewContextOptions? profile = null)
    {
        profile ??= new();
        profile.BaseURL = app.Url;
        return await Visitor.EnterAsync(await _browser!.NewContextAsync(profile));
    }
}
