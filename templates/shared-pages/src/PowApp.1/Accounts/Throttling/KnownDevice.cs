using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PowApp._1.Accounts;

/// <summary>
/// Recognizes a browser that a user has signed in from, so that strangers who guess the password from elsewhere cannot lock the user out. It
/// opens nothing: the password is asked for all the same.
/// </summary>
public sealed class KnownDevice(AppCookies cookies, IDataProtectionProvider protection)
{
    private const string Cookie = "device";

    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(365);

    private readonly IDataProtector _protector = protection.CreateProtector(nameof(KnownDevice));

    /// <summary>The id of the device; null if it is not one of this user's.</summary>
    public string? IdOf(User user)
    {
        if (cookies.Read(Cookie) is not { } cookie) return null;
        try
        {
            return _protector.Unprotect(cookie).Split(' ') is [var device, var owner] && owner == user.Id.ToString() ? device : null;
        }
        catch (CryptographicException)
        {
            return null; // Left by an app with other keys, or made up.
        }
    }

    public void Remember(User user) =>
        cookies.Write(Cookie, _protector.Protect($"{IdOf(user) ?? Guid.NewGuid().ToString()} {user.Id}"), _lifetime);
}
