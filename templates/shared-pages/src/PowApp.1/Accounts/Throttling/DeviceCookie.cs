using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>
/// Marks a browser from which a user has signed in, so that strangers who guess at the password from elsewhere cannot keep the user
/// out. It opens nothing: the password is asked for all the same.
/// </summary>
public sealed class DeviceCookie(AppCookies cookies, IDataProtectionProvider protection)
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(365);

    private readonly CookieBuilder _cookie = cookies.Harden("device");
    private readonly IDataProtector _protector = protection.CreateProtector(nameof(DeviceCookie));

    /// <summary>The name of the device; null if it is not one of this user's.</summary>
    public string? Read(HttpRequest request, User user)
    {
        if (request.Cookies[_cookie.Name!] is not { Length: > 0 } cookie) return null;
        try
        {
            return _protector.Unprotect(cookie).Split(' ') is [var device, var owner] && owner == user.Id.ToString() ? device : null;
        }
        catch (CryptographicException)
        {
            return null; // Left by an app with other keys, or made up.
        }
    }

    public void Write(HttpContext context, User user)
    {
        var device = Read(context.Request, user) ?? Guid.NewGuid().ToString();
        var cookie = _cookie.Build(context);
        cookie.MaxAge = _lifetime;
        context.Response.Cookies.Append(_cookie.Name!, _protector.Protect($"{device} {user.Id}"), cookie);
    }
}
