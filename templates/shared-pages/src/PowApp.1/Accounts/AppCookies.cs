using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// The cookies of this app, all set in the same way (ASVS 5.0 3.3): HttpOnly, SameSite=Lax, for this host and the app's path alone, and Secure.
/// Development also works over plain HTTP, where browsers refuse Secure cookies.
/// </summary>
public sealed class AppCookies(IHttpContextAccessor context, IWebHostEnvironment environment, IOptions<AccountOptions> options)
{
    // Cookies do not tell ports apart: the name of the app keeps two apps on localhost from signing each other out.
    private const string Prefix = "powapp-1";

    /// <summary>The cookie of the antiforgery tokens, which tells browsers apart.</summary>
    public const string Forms = "forms";

    private HttpContext Context => context.HttpContext!;

    private string Path => options.Value.PathBase is { Length: > 0 } path ? path : "/";

    /// <summary>The value that the browser sent; null for none.</summary>
    public string? Read(string name) => Context.Request.Cookies[FullName(name)] is { Length: > 0 } value ? value : null;

    /// <param name="lifetime">Left out, the cookie lasts until the browser is closed.</param>
    public void Write(string name, string value, TimeSpan? lifetime = null)
    {
        var cookie = Build(name);
        cookie.MaxAge = lifetime;
        Context.Response.Cookies.Append(FullName(name), value, cookie);
    }

    public void Erase(string name) => Context.Response.Cookies.Delete(FullName(name), Build(name));

    /// <summary>Applies the same settings to a cookie that the framework writes.</summary>
    public void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = FullName(name);
        cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = Path;
        cookie.IsEssential = true;
    }

    private CookieOptions Build(string name)
    {
        var cookie = new CookieBuilder();
        Harden(cookie, name);
        return cookie.Build(Context);
    }

    // Browsers accept __Host- only for the whole host. Its other half remains below a path: nothing but HTTPS can set a cookie of this name.
    private string FullName(string name) =>
        environment.IsDevelopment() ? $"{Prefix}-{name}" : $"{(Path is "/" ? "__Host" : "__Secure")}-{Prefix}-{name}";
}
