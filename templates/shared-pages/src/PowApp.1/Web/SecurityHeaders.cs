namespace PowApp._1.Web;

/// <summary>
/// Headers of every response, including errors and static files, unless whoever answers has set them differently (ASVS 5.0 3.4, 14.3.2).
/// </summary>
public sealed class SecurityHeaders(IWebHostEnvironment environment) : IStartupFilter
{
    /// <summary>Comes before everything else, including what refuses a wrong host name.</summary>
    public static void Add(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, SecurityHeaders>());

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next)
    {
        (string Name, string Value)[] headers =
        [
            // Pages are made for one person at one moment: no cache may keep them, and "back" after signing out must not show them.
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", ContentSecurityPolicy()),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
            ("Referrer-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
        ];
        return app =>
        {
            app.Use((context, rest) =>
            {
                context.Response.OnStarting(() => SetAsync(context.Response, headers));
                return rest(context);
            });
            next(app);
        };
    }

    private static Task SetAsync(HttpResponse response, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            if (response.Headers[name].Count == 0) response.Headers[name] = value;

        // Any response may be the one that rotates the session, also where an endpoint of your own lets caches keep it.
        if (response.Headers.SetCookie.Count > 0) response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

#if (!Interactive)
    // This app needs no script and loads nothing from elsewhere. A script of your own, as a file in wwwroot, may run. In Development,
    // "dotnet watch" may tell the browser about a change.
    private string ContentSecurityPolicy() =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
        + "object-src 'none'; frame-ancestors 'none'; connect-src 'self'" + (environment.IsDevelopment() ? " ws: wss:" : "");
#endif
#if (Interactive)
    // Scripts are files of this app, and nothing is loaded from elsewhere. Live pages need a base for their addresses, and a connection to this
    // app. In Development, "dotnet watch" may tell the browser about a change.
    private string ContentSecurityPolicy() =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'self'; "
        + "object-src 'none'; frame-ancestors 'none'; connect-src 'self'" + (environment.IsDevelopment() ? " ws: wss:" : "");
#endif
}
