namespace Pow.Templates.Support;

/// <summary>A device, and the name that the app gives it.</summary>
internal sealed record Device(string Name, string UserAgent)
{
    public static readonly Device Laptop = new(
        "Firefox · macOS", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:148.0) Gecko/20100101 Firefox/148.0");

    public static readonly Device Desktop = new(
        "Edge · Windows",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36 Edg/145.0.0.0");

    public static readonly Device Phone = new(
        "Safari · iPhone",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1");
}
