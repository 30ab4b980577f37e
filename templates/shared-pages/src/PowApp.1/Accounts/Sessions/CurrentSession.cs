namespace PowApp._1.Accounts;

/// <summary>The session of the request being answered: the only way to sign somebody in or out.</summary>
public sealed class CurrentSession(
    IHttpContextAccessor context, SessionStore sessions, SessionCookie cookie, DeviceCookie device, IEnumerable<ISignInGate> gates,
    IEnumerable<IWayBack> waysBack, TimeProvider clock)
{
    private HttpContext Context => context.HttpContext!;

    /// <summary>Null for an anonymous request.</summary>
    public ActiveSession? Active => Context.Features.Get<ActiveSession>();

    /// <summary>The session, on pages that only a signed-in user reaches.</summary>
    public ActiveSession Required => Active ?? throw new InvalidOperationException("This page needs a signed-in user.");

    /// <summary>The session that this request has started; null for none.</summary>
    public Session? Started { get; private set; }

    /// <summary>The password was given a short while ago (ASVS 5.0 7.5.1).</summary>
    public bool IsFresh => Active is { } session && session.Row.IsFreshAt(clock.GetUtcNow());

    /// <summary>Signs a user in whose password was just checked, unless a gate holds the user back.</summary>
    /// <returns>Where to go: the path, or the one that the gate leads to.</returns>
    public async Task<string> SignInAsync(User user, string path)
    {
        if (gates.Select(gate => gate.Divert(user)).FirstOrDefault(elsewhere => elsewhere is not null) is { } elsewhere) return elsewhere;

        await StartAsync(user);
        return path;
    }

    /// <summary>
    /// Starts a session for who signs in, and another one after every change of rights: the browser gets a value that nobody has seen,
    /// and the session that it came with, whoever's, is over (ASVS 5.0 7.2.4).
    /// </summary>
    /// <param name="isFresh">The password was given a short while ago.</param>
    public async Task StartAsync(User user, bool isFresh = true)
    {
        await EndActiveAsync();
        if (await sessions.StartAsync(user, Client.Device(Context.Request), Client.Address(Context), isFresh) is not { } started) return;

        Started = started.Session;
        cookie.Write(Context, started.Token);
        device.Write(Context, user);
    }

    /// <summary>The password was given again: the session goes on with a new value, fresh as at its start.</summary>
    public async Task RestartAsync()
    {
        if (await sessions.RestartAsync(Required) is { } token) cookie.Write(Context, token);
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
        foreach (var wayBack in waysBack) await wayBack.CloseAsync();
    }
}
