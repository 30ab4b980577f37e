using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(Pow.Templates.BrowserTests.Support.MvcShop))]
[assembly: AssemblyFixture(typeof(Pow.Templates.BrowserTests.Support.BlazorShop))]
[assembly: AssemblyFixture(typeof(Pow.Templates.BrowserTests.Support.ManyNodes))]

namespace Pow.Templates.BrowserTests.Support;

/// <summary>An app of pow-mvc, and apps of other choices for the tests that want them.</summary>
public sealed class MvcShop() : Shop("pow-mvc")
{
    private Task<GeneratedApp>? _api;
    private Task<GeneratedApp>? _invitationOnly;

    internal Task<GeneratedApp> Api => _api!;

    /// <summary>Nobody registers there.</summary>
    internal Task<GeneratedApp> InvitationOnly => _invitationOnly!;

    // They are built meanwhile, where they do not lie ready.
    protected override void BuildOthers()
    {
        _api = GeneratedApp.BuildAsync(NewFolder(), "pow-api", "all");
        _invitationOnly = GeneratedApp.BuildAsync(NewFolder(), "pow-mvc", "none", "invitation-only");
    }
}

/// <summary>An app of pow-blazor, and one whose owner has made all of its pages live, as its README says.</summary>
public sealed partial class BlazorShop() : Shop("pow-blazor")
{
    private Task<GeneratedApp>? _wholeLive;

    internal Task<GeneratedApp> WholeLive => _wholeLive!;

    protected override void BuildOthers() => _wholeLive = GeneratedApp.BuildChangedAsync(NewFolder(), Template, "none", MakeWholeLive);

    private static void MakeWholeLive(GeneratedApp app)
    {
        var document = Path.Combine(app.Project, "Components", "App.razor");
        var text = File.ReadAllText(document).Replace("<HeadOutlet />", "<HeadOutlet @rendermode=\"PageRenderMode\" />").Replace("<Routes />", "<Routes @rendermode=\"PageRenderMode\" />");
        File.WriteAllText(document, text + Recipe.Match(app.Readme).Groups[1].Value);
    }

    [GeneratedRegex(@"### Make the whole app live.+?```razor\n(.+?)```", RegexOptions.Singleline)]
    private static partial Regex Recipe { get; }
}

/// <summary>What many tests share: one generated app with all extensions, running, and a browser.</summary>
public abstract class Shop : IAsyncLifetime
{
    // The pages of the gallery are looked at in a session that began with the first of them: on a busy machine, that may be long ago.
    private static readonly (string Name, string Value)[] _longSessions =
        [("Accounts:Sessions:FreshFor", "12:00:00"), ("Accounts:Sessions:RotateAfter", "12:00:00"), ("Accounts:Sessions:IdleTimeout", "12:00:00")];

    private readonly TestFolder _folder = new("pow-browser-tests-");
    private readonly Lazy<Task<Gallery>> _gallery;
    private GeneratedApp? _generated;
    private IAsyncDisposable? _running;
    private string _url = "";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    protected Shop(string template) => (Template, _gallery) = (template, new(() => Support.Gallery.PrepareAsync(this)));

    internal string Template { get; }

    internal string Url => _url;

    internal GeneratedApp Generated => _generated!;

    internal Task<Gallery> Gallery => _gallery.Value;

    public async ValueTask InitializeAsync()
    {
        try
        {
            BuildOthers();
            _generated = await BuildAsync();
            (_running, _url) = await StartAsync(_generated, _longSessions);
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
    internal Task<Visitor> VisitAsync(BrowserNewContextOptions? profile = null) => VisitAsync(_url, profile);

    internal Task<Visitor> VisitAsync(RunningApp app, BrowserNewContextOptions? profile = null) => VisitAsync(app.Url, profile);

    private protected virtual Task<GeneratedApp> BuildAsync() => GeneratedApp.BuildAsync(NewFolder(), Template, "all");

    /// <returns>What runs, and where it is.</returns>
    private protected virtual async Task<(IAsyncDisposable Running, string Url)> StartAsync(GeneratedApp app, (string Name, string Value)[] settings)
    {
        var running = await app.StartAsync(settings);
        return (running, running.Url);
    }

    private async Task<Visitor> VisitAsync(string url, BrowserNewContextOptions? profile)
    {
        profile ??= new();
        profile.BaseURL = url;
        return await Visitor.EnterAsync(await _browser!.NewContextAsync(profile));
    }

    protected virtual void BuildOthers()
    {
    }

    private protected string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"))).FullName;
}
