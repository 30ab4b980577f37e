namespace PowApp._1.Web;

/// <summary>Bound to the configuration section "Cors".</summary>
public sealed class OriginOptions
{
    public const string Section = "Cors";

    /// <summary>Of the pages that may call this API, such as <c>https://shop.example.com</c>.</summary>
    public string[] Origins { get; set; } = [];

    /// <summary>Whether a browser would write it like this. Anything else never matches what a browser sends.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && text.Equals($"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}", StringComparison.OrdinalIgnoreCase);
}
