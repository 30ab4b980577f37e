using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <param name="IsProblem">Something did not work.</param>
public sealed record Notice(string Text, bool IsProblem);

/// <summary>One sentence for the page that a form leads to ("Your password has been changed."), in a cookie until it is shown.</summary>
public sealed class Notices(AppCookies cookies, IHttpContextAccessor context, IDataProtectionProvider protection)
{
    private const string Cookie = "notice";
    private const char Success = '+';
    private const char Problem = '-';

    private readonly IDataProtector _protector = protection.CreateProtector(nameof(Notices));

    /// <summary>Whether the page that is shown now has a notice.</summary>
    public bool AreLeft => cookies.Read(Cookie) is not null;

    public void Leave(Notice notice) => cookies.Write(Cookie, _protector.Protect($"{(notice.IsProblem ? Problem : Success)}{notice.Text}"));

    /// <summary>The notice that was left, once; null for none. A HEAD request, which shows nothing, leaves it.</summary>
    public Notice? Take()
    {
        if (cookies.Read(Cookie) is not { } cookie) return null;

        if (!HttpMethods.IsHead(context.HttpContext!.Request.Method)) cookies.Erase(Cookie);
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
