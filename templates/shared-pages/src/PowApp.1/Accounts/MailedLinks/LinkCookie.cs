using Microsoft.Extensions.Options;
using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>Carries the secret of a mailed link from the link to its form, so that it stands in no URL, history or referrer.</summary>
public sealed class LinkCookie(AppCookies cookies, IOptions<AccountOptions> options)
{
    /// <summary>The secret, or "", which is nobody's.</summary>
    public string Read(HttpRequest request, TokenPurpose purpose) => request.Cookies[Named(purpose).Name!] ?? "";

    public void Write(HttpContext context, TokenPurpose purpose, string secret)
    {
        var cookie = Named(purpose).Build(context);
        cookie.MaxAge = options.Value.LinkFormLifetime;
        context.Response.Cookies.Append(Named(purpose).Name!, secret, cookie);
    }

    public void Erase(HttpContext context, TokenPurpose purpose) =>
        context.Response.Cookies.Delete(Named(purpose).Name!, Named(purpose).Build(context));

    private CookieBuilder Named(TokenPurpose purpose) => cookies.Harden(purpose.Name);
}
