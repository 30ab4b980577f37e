using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace PowApp._1.Web;

/// <summary>Which other origins may call this API from a browser: none, but those in the configuration section "Cors:Origins".</summary>
public static class CorsSetup
{
    private static readonly TimeSpan _preflightLasts = TimeSpan.FromHours(1);

    public static void AddCors(this WebApplicationBuilder builder)
    {
        builder.Services.AddCors();
        builder.Services.AddOptions<CorsOptions>().Configure<IOptions<OriginOptions>>((cors, allowed) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(allowed.Value.Origins)
            .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders("Authorization", "Content-Type")
            .WithExposedHeaders("Retry-After", "WWW-Authenticate")
            .SetPreflightMaxAge(_preflightLasts)));

        builder.Services.AddOptions<OriginOptions>()
            .BindConfiguration(OriginOptions.Section)
            // A single text in place of the list would be no origin at all.
            .Validate<IConfiguration>(
                (options, settings) => string.IsNullOrEmpty(settings["Cors:Origins"]) && options.Origins.All(OriginOptions.IsOrigin),
                "Cors:Origins must name origins as browsers do, such as https://shop.example.com: one by one, without a path or a slash at the end.")
            .ValidateOnStart();
    }
}
