namespace PowApp._1.Accounts;

/// <summary>
/// The cookie of a browser that stays signed in. It carries a renewal token, outlives the session cookie, and resumes the session. It is written
/// when the response starts: an error page removes what was set before, and the browser would keep a used token, which looks like a copied one.
/// </summary>
public sealed class PersistentCookie(IHttpContextAccessor context, AppCookies cookies, SessionStore sessions, TimeProvider clock)
{
    private const string Cookie = "persistent";

    private Action? _send;

    private HttpContext Context => context.HttpContext!;

    /// <summary>The session that the browser asked to resume has ended.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Lets the browser of a session that has just started stay signed in.</summary>
    public async Task WriteAsync(Session session)
    {
        if (await sessions.PersistAsync(session) is { } token) Write(token);
    }

    /// <summary>Resumes the session of this browser.</summary>
    /// <returns>The value for the session cookie; null for a stranger, or when the browser has a newer one.</returns>
    public async Task<string?> ResumeAsync()
    {
        if (cookies.Read(Cookie) is not { } renewalToken) return null;

        if (await sessions.ResumeAsync(renewalToken, ClientInfo.Device(Context.Request), ClientInfo.Network(Context)) is var (token, next))
        {
            Write(next);
            return token;
        }

        HasEnded = true;
        Send(() => cookies.Erase(Cookie));
        return null;
    }

    /// <summary>The session of this browser, for a request that must not use the token up.</summary>
    public async Task<ActiveSession?> PeekAsync() => cookies.Read(Cookie) is { } renewalToken ? await sessions.PeekAsync(renewalToken) : null;

    /// <summary>Ends the session of this browser: it has been signed out, or another session has taken its place.</summary>
    public async Task EndAsync()
    {
        if (cookies.Read(Cookie) is not { } renewalToken) return;

        await sessions.EndPersistentAsync(renewalToken);
        Send(() => cookies.Erase(Cookie));
    }

    private void Write(RenewalToken token)
    {
        var lifetime = token.ExpiresAt - clock.GetUtcNow();
        Send(() => cookies.Write(Cookie, token.Value, lifetime));
    }

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

/// <summary>How long a browser may stay signed in. Bound to the configuration section "Accounts:PersistentSession".</summary>
public sealed class PersistentSessionLimits
{
    /// <summary>
    /// How long a browser may stay signed in, counted from signing in and however often it is used (NIST SP 800-63B-4: at most 30 days).
    /// </summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a token that was used still works while the session that it resumed has not been used: the response may have been lost. After
    /// that, <see cref="SessionLimits.RotationOverlap"/> holds, for several tabs that a browser opens at once.
    /// </summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(60);

    public void Check(OptionsRules rules, SessionLimits sessions)
    {
        rules.Duration("PersistentSession:Lifetime", Lifetime, TimeSpan.FromDays(365));
        rules.Check(Lifetime >= sessions.AbsoluteTimeout, "PersistentSession:Lifetime", "must not be less than Sessions:AbsoluteTimeout");
        rules.Duration("PersistentSession:Grace", Grace, TimeSpan.FromMinutes(1));
    }
}
