namespace Pow.Templates.Support;

internal static class Chromium
{
    // Debian's; the one without windows needs half the time.
    private static readonly string[] _systemChromiums = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, params string[] arguments)
    {
        SetDefaultExpectTimeout(Visitor.Patience);
        return playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path(), Args = ["--no-sandbox", .. arguments], Timeout = Visitor.Patience });
    }

    // Null lets Playwright take the browser that it installed itself.
    private static string? Path() =>
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } path ? path : _systemChromiums.FirstOrDefault(File.Exists);
}
