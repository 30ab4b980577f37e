using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace PowApp._1.Web;

/// <summary>The cookie that belongs to the antiforgery tokens of forms.</summary>
public static class FormCookie
{
    // What the framework protects it for.
    private const string Purpose = "Microsoft.AspNetCore.Antiforgery.AntiforgeryToken.v1";

    /// <summary>
    /// Drops a cookie that cannot be read, which anyone can send: the framework would log an error about it with each form that it shows.
    /// </summary>
    public static void UseReadableFormCookie(this WebApplication app)
    {
        var name = app.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name!;
        var protector = app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);
        app.Use((context, next) =>
        {
            if (context.Request.Cookies[name] is not { Length: > 0 } value) return next(context);

            context.Items[typeof(FormCookie)] = true;
            if (!IsReadable(value, protector)) Drop(context.Request, name);
            return next(context);
        });
    }

    /// <summary>Whether the browser sent the cookie, readable or not.</summary>
    public static bool WasSent(HttpContext context) => context.Items.ContainsKey(typeof(FormCookie));

    private static bool IsReadable(string value, IDataProtector protector)
    {
        try
        {
            protector.Unprotect(WebEncoders.Base64UrlDecode(value));
            return true;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static void Drop(HttpRequest request, string name) => request.Headers.Cookie = string.Join(
        "; ", request.Cookies.Where(cookie => cookie.Key != name).Select(cookie => $"{cookie.Key}={Uri.EscapeDataString(cookie.Value)}"));
}
