using Microsoft.Extensions.Options;
using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>Carries the secret of a mailed link from the link to its form, so that it stands in no URL, history or referrer.</summary>
public sealed class ResetPasswordCookie(AppCookies cookies, IOptions<AccountOptions> options)
{
    private readonly CookieBuilder _cookie = cookies.Harden("reset-password");

    /// <summary>The secret, or "", which is nobody's.</summary>
    public string Read(HttpRequest request) => request.Cookies[_cookie.Name!] ?? "";

    public void Write(HttpContext context, string secret)
    {
        var cookie = _cookie.Build(context);
        cookie.MaxAge = options.Value.ResetPassword.FormLifetime;
        context.Response.Cookies.Append(_cookie.Name!, secret, cookie);
    }

    public void Erase(HttpContext context) => context.Response.Cookies.Delete(_cookie.Name!, _cookie.Build(context));
}
