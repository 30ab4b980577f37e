using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using PowApp._1.Settings;

namespace PowApp._1.Web;

/// <summary>Which other origins may call this API from a browser: only those in the configuration section "Cors:Origins".</summary>
public static class CorsSetup
{
    private static readonly TimeSpan _preflightLasts = TimeSpan.FromHours(1);

    public static void AddCors(this WebApplicationBuilder builder)
    {
        builder.Services.AddCors();
        builder.Services.AddOptions<CorsOptions>().Configure<IOptions<OriginOptions>>((cors, allowed) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(allowed.Value.Origins)
            .WithMethods("GET", "POST", "PUT", "DELETE")
            .WithHeaders("Authorization", "Content-Type")
            .WithExposedHeaders("Retry-After", "WWW-Authenticate")
            .SetPreflightMaxAge(_preflightLasts)));

        builder.Services.AddOptions<OriginOptions>()
            .BindSettings(OriginOptions.Section)
            .Validate(
                options => options.Origins.All(OriginOptions.IsOrigin),
                "Cors:Origins must be a list of origins as browsers send them, such as https://shop.example.com, without a path or a slash at the end.");
    }
}

/// <summary>Bound to the configuration section "Cors".</summary>
public sealed class OriginOptions
{
    public const string Section = "Cors";

    /// <summary>The origins of the pages that may call this API, such as <c>https://shop.example.com</c>.</summary>
    public string[] Origins { get; set; } = [];

    /// <summary>Whether a browser would write the origin like this. Anything else never matches what a browser sends.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && text.Equals($"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}", StringComparison.OrdinalIgnoreCase);
}
