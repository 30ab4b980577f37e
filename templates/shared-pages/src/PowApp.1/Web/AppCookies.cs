namespace PowApp._1.Web;

/// <summary>
/// How every cookie of this app is set (ASVS 5.0 3.3): HttpOnly, SameSite=Lax, for this host alone, and Secure. Development also
/// works over plain http, where a browser refuses Secure cookies.
/// </summary>
public sealed class AppCookies(IWebHostEnvironment environment)
{
    // Cookies do not tell ports apart: the name of the app keeps two of them on localhost from signing each other out.
    private const string Prefix = "powapp-1";

    public CookieBuilder Harden(string name) => Harden(new CookieBuilder(), name);

    public CookieBuilder Harden(CookieBuilder cookie, string name)
    {
        var development = environment.IsDevelopment();
        cookie.Name = development ? $"{Prefix}-{name}" : $"__Host-{Prefix}-{name}";
        cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = "/";
        cookie.IsEssential = true;
        return cookie;
    }
}
