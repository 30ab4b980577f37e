using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// The address that someone typed or confirmed in this browser, so that the next page can show it and no one has to type it twice. It proves
/// nothing. Signing in ends it.
/// </summary>
public sealed class RememberedEmail(AppCookies cookies, IDataProtectionProvider protection)
{
    private const string Cookie = "email";

    // As long as it takes to find an email and come back.
    private static readonly TimeSpan _lifetime = TimeSpan.FromHours(1);

    private readonly IDataProtector _protector = protection.CreateProtector(nameof(RememberedEmail));

    /// <param name="email">The address as it was typed, whether or not it is one.</param>
    /// <param name="userId">The user who typed it, if it is for that user alone.</param>
    public void Remember(string email, Guid? userId = null)
    {
        if (email.Length <= EmailAddress.MaxLength) cookies.Write(Cookie, _protector.Protect($"{userId} {email}"), _lifetime);
    }

    /// <summary>The address; null for none.</summary>
    /// <param name="userId">The user whom it was remembered for.</param>
    public string? Read(Guid? userId = null)
    {
        if (cookies.Read(Cookie) is not { } cookie) return null;
        try
        {
            return _protector.Unprotect(cookie).Split(' ', 2) is [var owner, var email] && owner == userId.ToString() ? email : null;
        }
        catch (CryptographicException)
        {
            return null; // Left by an app with other keys, or made up.
        }
    }

    public void Forget() => cookies.Erase(Cookie);
}
