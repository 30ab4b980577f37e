namespace PowApp._1.Web;

/// <summary>Headers of every response, including errors, unless whoever answers has set them differently (ASVS 5.0 3.4, 14.3.2).</summary>
public sealed class SecurityHeaders : IStartupFilter
{
    private static readonly (string Name, string Value)[] _headers =
    [
        // Responses are made for one client at one moment: no cache may keep them.
        ("Cache-Control", "no-store"),
        // A response that a browser takes for a page can do nothing.
        ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
    ];

    /// <summary>Comes before everything else, including what refuses a wrong host name.</summary>
    public static void Add(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, SecurityHeaders>());

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            context.Response.OnStarting(() => SetAsync(context.Response));
            return rest(context);
        });
        next(app);
    };

    private static Task SetAsync(HttpResponse response)
    {
        foreach (var (name, value) in _headers)
            if (response.Headers[name].Count == 0) response.Headers[name] = value;
        return Task.CompletedTask;
    }
}
