using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>The cookie of a browser that stays signed in. It outlives the session cookie, and leads back to the session.</summary>
public sealed class PersistentCookie(
    IHttpContextAccessor context, AppCookies cookies, PersistentSessionService sessions, TimeProvider clock) : IWayBack
{
    private readonly CookieBuilder _cookie = cookies.Harden("persistent");
    private Action? _send;

    private HttpContext Context => context.HttpContext!;

    private string? Token => Context.Request.Cookies[_cookie.Name!] is { Length: > 0 } token ? token : null;

    public async Task StartAsync(Session session)
    {
        if (await sessions.StartAsync(session) is { } token) Write(token);
    }

    public async Task<string?> ReturnAsync()
    {
        if (Token is not { } token) return null;

        var returned = await sessions.ReturnAsync(token, Client.Device(Context.Request), Client.Address(Context));
        if (returned is null) Erase();
        else Write(returned.Next);
        return returned?.Session;
    }

    public async Task CloseAsync()
    {
        if (Token is not { } token) return;

        await sessions.EndAsync(token);
        Erase();
    }

    private void Write(RenewalToken token)
    {
        var cookie = _cookie.Build(Context);
        cookie.MaxAge = token.ExpiresAt - clock.GetUtcNow();
        Send(() => Context.Response.Cookies.Append(_cookie.Name!, token.Value, cookie));
    }

    private void Erase() => Send(() => Context.Response.Cookies.Delete(_cookie.Name!, _cookie.Build(Context)));

    // When the answer starts: an error page takes back what was set before, and the token that a browser then still has looks copied.
    private void Send(Action send)
    {
        if (_send is null)
        {
            Context.Response.OnStarting(() =>
            {
                _send!();
                return Task.CompletedTask;
            });
        }

        _send = send;
    }
}
