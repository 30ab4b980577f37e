using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>The cookie that carries a session's value. It lasts until the browser closes; when the session ends, the server decides.</summary>
public sealed class SessionCookie(AppCookies cookies)
{
    private readonly CookieBuilder _cookie = cookies.Harden("session");

    public string? Read(HttpRequest request) => request.Cookies[_cookie.Name!] is { Length: > 0 } token ? token : null;

    public void Write(HttpContext context, string token) =>
        context.Response.Cookies.Append(_cookie.Name!, token, _cookie.Build(context));

    public void Erase(HttpContext context) => context.Response.Cookies.Delete(_cookie.Name!, _cookie.Build(context));
}
