using System.Runtime.InteropServices;
using Pow.Templates.BrowserTests.Support;

[assembly: AssemblyFixture(typeof(Shop))]

namespace Pow.Templates.BrowserTests.Support;

/// <summary>What all tests share: one generated app, running, and one browser.</summary>
public sealed class Shop : IAsyncLifetime
{
    // Debian's; the one without windows needs half the time.
    private static readonly string[] _systemChromiums = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    // Since .NET 10, a process that gets one of them ends without ProcessExit.
    private static readonly PosixSignal[] _stopSignals = [PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGTERM];

    private readonly string _folder = Directory.CreateTempSubdirectory("pow-browser-tests-").FullName;
    private readonly Lazy<Task<Gallery>> _gallery;
    private PosixSignalRegistration[] _stops = [];
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
        AppDomain.CurrentDomain.ProcessExit += (_, _) => CleanUp();
        _stops = [.. _stopSignals.Select(signal => PosixSignalRegistration.Create(signal, _ => CleanUp()))];
        try
        {
            _generated = await GeneratedApp.CreateAsync(_folder);
            _running = await _generated.StartAsync();
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox"] });
            SetDefaultExpectTimeout(Visitor.Patience);
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
        CleanUp();
        foreach (var stop in _stops) stop.Dispose();
    }

    /// <summary>A person with a browser profile of their own.</summary>
    internal Task<Visitor> VisitAsync(BrowserNewContextOptions? profile = null) => VisitAsync(_running!, profile);

    internal async Task<Visitor> VisitAsync(RunningApp app, BrowserNewContextOptions? profile = null)
    {
        profile ??= new();
        profile.BaseURL = app.Url;
        return await Visitor.EnterAsync(await _browser!.NewContextAsync(profile));
    }

    // Null lets Playwright take the browser that it installed itself.
    private static string? Chromium() =>
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } path ? path : _systemChromiums.FirstOrDefault(File.Exists);

    // Also when the tests are stopped half-way.
    private void CleanUp()
    {
        ChildProcess.KillAll();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
