using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>The session of the request being answered: the only way to sign somebody in or out.</summary>
public sealed class CurrentSession(
    IHttpContextAccessor context, SessionStore sessions, SessionCookie cookie, DeviceCookie device, TimeProvider clock,
    IOptions<AccountOptions> options)
{
    private HttpContext Context => context.HttpContext!;

    /// <summary>Null for an anonymous request.</summary>
    public ActiveSession? Active => Context.Features.Get<ActiveSession>();

    /// <summary>The session, on pages that only a signed-in user reaches.</summary>
    public ActiveSession Required => Active ?? throw new InvalidOperationException("This page needs a signed-in user.");

    /// <summary>The password was given a short while ago (ASVS 5.0 7.5.1).</summary>
    public bool IsFresh => Active is { } session && clock.GetUtcNow() - session.StartedAt < options.Value.Sessions.FreshFor;

    /// <summary>
    /// Signs a user in whose password was just checked. Also after every change of rights and every other check of the password:
    /// the browser gets a value that nobody has seen, and the session that it came with, whoever's, is over (ASVS 5.0 7.2.4).
    /// </summary>
    public async Task StartAsync(User user)
    {
        await EndActiveAsync();
        if (await sessions.StartAsync(user, Client.Device(Context.Request), Client.Address(Context)) is not { } token) return;

        cookie.Write(Context, token);
        device.Write(Context, user);
    }

    public async Task EndAsync()
    {
        await EndActiveAsync();
        cookie.Erase(Context);
    }

    private async Task EndActiveAsync()
    {
        if (Active is { } session) await sessions.EndAsync(session.UserId, session.Id);
        Context.Features.Set<ActiveSession>(null);
    }
}
