[assembly: AssemblyFixture(typeof(Pow.Templates.BrowserTests.Support.Shop))]

namespace Pow.Templates.BrowserTests.Support;

/// <summary>What all tests share: one generated app, running, one browser, and apps of other choices for the tests that want them.</summary>
public sealed class Shop : IAsyncLifetime
{
    // The pages of the gallery are looked at in a session that began with the first of them: on a busy machine, that may be long ago.
    private static readonly (string Name, string Value)[] _longSessions =
        [("Accounts:Sessions:FreshFor", "12:00:00"), ("Accounts:Sessions:RotateAfter", "12:00:00"), ("Accounts:Sessions:IdleTimeout", "12:00:00")];

    private readonly TestFolder _folder = new("pow-browser-tests-");
    private readonly Lazy<Task<Gallery>> _gallery;
    private Task<GeneratedApp>? _api;
    private Task<GeneratedApp>? _invitationOnly;
    private GeneratedApp? _generated;
    private RunningApp? _running;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Shop() => _gallery = new(() => Support.Gallery.PrepareAsync(this));

    internal string Url => _running!.Url;

    internal GeneratedApp Generated => _generated!;

    internal Task<GeneratedApp> Api => _api!;

    /// <summary>Nobody registers there.</summary>
    internal Task<GeneratedApp> InvitationOnly => _invitationOnly!;

    internal Task<Gallery> Gallery => _gallery.Value;

    public async ValueTask InitializeAsync()
    {
        try
        {
            // The others are built meanwhile, where they do not lie ready.
            _api = GeneratedApp.BuildAsync(NewFolder(), "pow-api", "all");
            _invitationOnly = GeneratedApp.BuildAsync(NewFolder(), "pow-mvc", "none", "invitation-only");
            _generated = await GeneratedApp.BuildAsync(NewFolder(), "pow-mvc", "all");
            _running = await _generated.StartAsync(_longSessions);
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

    /// <summary>A person with a browser profile of their own.</summary>
    internal Task<Visitor> VisitAsync(BrowserNewContextOptions? profile = null) => VisitAsync(_running!, profile);

    internal async Task<Visitor> VisitAsync(RunningApp app, BrowserNewContextOptions? profile = null)
    {
        profile ??= new();
        profile.BaseURL = app.Url;
        return await Visitor.EnterAsync(await _browser!.NewContextAsync(profile));
    }

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"))).FullName;
}
