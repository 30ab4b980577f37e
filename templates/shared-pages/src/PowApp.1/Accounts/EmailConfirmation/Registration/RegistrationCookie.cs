using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>
/// Knows the browser again in which an address was registered. In any other one, whoever opens the mailed link may not be the one who
/// chose the password.
/// </summary>
public sealed class RegistrationCookie(AppCookies cookies, IHttpContextAccessor context, IOptions<AccountOptions> options)
{
    private readonly CookieBuilder _cookie = cookies.Harden("registration");

    private HttpContext Context => context.HttpContext!;

    /// <summary>Gives the browser a new secret.</summary>
    /// <returns>Its hash.</returns>
    public byte[] Write()
    {
        var secret = Secret.New();
        var cookie = _cookie.Build(Context);
        cookie.MaxAge = options.Value.EmailConfirmation.LinkLifetime;
        Context.Response.Cookies.Append(_cookie.Name!, secret, cookie);
        return Secret.Hash(secret);
    }

    public bool IsOf(User user) => CryptographicOperations.FixedTimeEquals(Secret.Hash(Context.Request.Cookies[_cookie.Name!] ?? ""), user.RegistrationHash);
}
