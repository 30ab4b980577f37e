using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PowApp._1.Web;

/// <summary>One sentence for the page that a form leads to ("Your password has been changed."), in a cookie until it is shown.</summary>
public sealed class Notices(AppCookies cookies, IDataProtectionProvider protection)
{
    private readonly CookieBuilder _cookie = cookies.Harden("notice");
    private readonly IDataProtector _protector = protection.CreateProtector("Notices");

    public void Leave(HttpContext context, string notice) =>
        context.Response.Cookies.Append(_cookie.Name!, _protector.Protect(notice), _cookie.Build(context));

    /// <summary>The notice that was left, once; null for none.</summary>
    public string? Take(HttpContext context)
    {
        if (context.Request.Cookies[_cookie.Name!] is not { Length: > 0 } cookie) return null;

        context.Response.Cookies.Delete(_cookie.Name!, _cookie.Build(context));
        try
        {
            return _protector.Unprotect(cookie);
        }
        catch (CryptographicException)
        {
            return null; // Left by an app with other keys, or made up.
        }
    }
}
