namespace PowApp._1.Web;

/// <summary>
/// Headers that every answer carries, errors and static files too, unless the one who answers has set them differently
/// (ASVS 5.0 3.4, 14.3.2).
/// </summary>
#if (Pages)
public sealed class SecurityHeaders(IWebHostEnvironment environment) : IStartupFilter
#endif
#if (!Pages)
public sealed class SecurityHeaders : IStartupFilter
#endif
{
    private static readonly (string Name, string Value)[] _headers =
    [
#if (Pages)
        // Pages are made for one person at one moment: no cache may keep them, and "back" after signing out must not show them.
        ("Cache-Control", "no-store"),
#endif
#if (!Pages)
        // Answers are made for one client at one moment: no cache may keep them.
        ("Cache-Control", "no-store"),
        // An answer that a browser takes for a page can do nothing.
        ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"),
#endif
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
    ];

    /// <summary>Comes before everything else, also before what refuses a foreign host name.</summary>
    public static void Add(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, SecurityHeaders>());

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next)
    {
#if (Pages)
        (string Name, string Value)[] headers = [.. _headers, ("Content-Security-Policy", ContentSecurityPolicy())];
        return app =>
#endif
#if (!Pages)
        return app =>
#endif
        {
            app.Use((context, rest) =>
            {
#if (Pages)
                context.Response.OnStarting(() => SetAsync(context.Response, headers));
#endif
#if (!Pages)
                context.Response.OnStarting(() => SetAsync(context.Response));
#endif
                return rest(context);
            });
            next(app);
        };
    }

#if (Pages)
    private static Task SetAsync(HttpResponse response, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
#endif
#if (!Pages)
    private static Task SetAsync(HttpResponse response)
    {
        foreach (var (name, value) in _headers)
#endif
            if (response.Headers[name].Count == 0) response.Headers[name] = value;
#if (Pages)

        // A file that may be kept comes with a cookie when it is the first that a browser asks for after a while.
        if (response.Headers.SetCookie.Count > 0) response.Headers.CacheControl = "no-store";
#endif
        return Task.CompletedTask;
    }
#if (Pages)

    // This app needs no script and takes nothing from elsewhere. A script of your own, as a file in wwwroot, may run. Development
    // lets "dotnet watch" tell the browser of a change.
    private string ContentSecurityPolicy() =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
        + "object-src 'none'; frame-ancestors 'none'; connect-src 'self'" + (environment.IsDevelopment() ? " ws: wss:" : "");
#endif
}
