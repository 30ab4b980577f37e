namespace PowApp._1.Web;

/// <summary>Which other origins may call this API from a browser: none, but those in the configuration section "Cors:Origins".</summary>
public static class CorsSetup
{
    private static readonly TimeSpan _preflightLasts = TimeSpan.FromHours(1);

    public static void AddCors(this WebApplicationBuilder builder)
    {
        var origins = builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [];
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders("Authorization", "Content-Type")
            .WithExposedHeaders("Retry-After", "WWW-Authenticate")
            .SetPreflightMaxAge(_preflightLasts)));
    }
}
