using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PowApp._1.Web;

/// <param name="IsProblem">Something did not work.</param>
public sealed record Notice(string Text, bool IsProblem);

/// <summary>One sentence for the page that a form leads to ("Your password has been changed."), in a cookie until it is shown.</summary>
public sealed class Notices(AppCookies cookies, IDataProtectionProvider protection)
{
    private const char Success = '+';
    private const char Problem = '-';

    private readonly CookieBuilder _cookie = cookies.Harden("notice");
    private readonly IDataProtector _protector = protection.CreateProtector("Notices");

    public void Leave(HttpContext context, Notice notice) =>
        context.Response.Cookies.Append(_cookie.Name!, _protector.Protect($"{(notice.IsProblem ? Problem : Success)}{notice.Text}"), _cookie.Build(context));

    /// <summary>The notice that was left, once; null for none.</summary>
    public Notice? Take(HttpContext context)
    {
        if (context.Request.Cookies[_cookie.Name!] is not { Length: > 0 } cookie) return null;

        context.Response.Cookies.Delete(_cookie.Name!, _cookie.Build(context));
        try
        {
            var notice = _protector.Unprotect(cookie);
            return new Notice(notice[1..], notice[0] is Problem);
        }
        catch (CryptographicException)
        {
            return null; // Left by an app with other keys, or made up.
        }
    }
}
