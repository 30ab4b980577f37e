namespace PowApp._1.Accounts;

/// <summary>The session of the current request. Only here are users signed in and out.</summary>
#if (!PersistentSession)
public sealed class CurrentSession(
    IHttpContextAccessor context, SessionStore sessions, AppCookies cookies, KnownDevice device, RememberedEmail rememberedEmail,
    TimeProvider clock)
#endif
#if (PersistentSession)
public sealed class CurrentSession(
    IHttpContextAccessor context, SessionStore sessions, AppCookies cookies, KnownDevice device, RememberedEmail rememberedEmail,
    PersistentCookie persistent, TimeProvider clock)
#endif
{
    /// <summary>The name of the cookie that carries the session's value. The browser forgets it when it is closed.</summary>
    public const string Cookie = "session";

#if (!Interactive)
    private HttpContext Context => context.HttpContext ?? throw new InvalidOperationException("There is a current session only while a request is handled.");
#endif
#if (Interactive)
    private HttpContext Context => context.HttpContext ?? throw new InvalidOperationException(
        "There is a current session only while a request is handled, and a live page has no request. Take the user from the authentication state. "
        + "To sign a user in or out, send a form to a page that is rendered statically.");
#endif

    /// <summary>Null for an anonymous request.</summary>
    public ActiveSession? Active => Context.Features.Get<ActiveSession>();

    /// <summary>The session, on pages that only a signed-in user reaches.</summary>
    public ActiveSession Required => Active ?? throw new InvalidOperationException("This page needs a signed-in user.");

    /// <summary>The user proved who they are a short while ago (ASVS 5.0 7.5.1).</summary>
    public bool IsFresh => Active is { } session && session.Row.IsFreshAt(clock.GetUtcNow());

#if (!PersistentSession)
    /// <summary>The browser still has the cookie of a session that has ended: it expired, or was ended somewhere else.</summary>
    public bool HasEnded => Active is null && cookies.Read(Cookie) is not null;
#endif
#if (PersistentSession)
    /// <summary>The browser still has a cookie of a session that has ended: it expired, or was ended somewhere else.</summary>
    public bool HasEnded => Active is null && (cookies.Read(Cookie) is not null || persistent.HasEnded);
#endif

    /// <summary>Starts a session for a user who has proven who they are.</summary>
    /// <returns>False when the user has been deleted since.</returns>
#if (!PersistentSession)
    public async Task<bool> StartAsync(SignIn signIn)
    {
        if (await ReplaceAsync(signIn.User) is null) return false;

        rememberedEmail.Forget();
        return true;
    }
#endif
#if (PersistentSession)
    public async Task<bool> StartAsync(SignIn signIn)
    {
        if (await ReplaceAsync(signIn.User) is not { } session) return false;

        rememberedEmail.Forget();
        if (signIn.StaySignedIn) await persistent.WriteAsync(session);
        return true;
    }
#endif

    /// <summary>
    /// Starts another session, after signing in and after a change of address or password: the browser gets a value that no one has seen, and
    /// the session that the request came with, whoever's it is, has ended (ASVS 5.0 7.2.4).
    /// </summary>
    /// <param name="isFresh">False where the user has not just proven who they are.</param>
    /// <returns>Null when the user has been deleted since.</returns>
    public async Task<Session?> ReplaceAsync(User user, bool isFresh = true)
    {
        await EndActiveAsync();
        var started = await sessions.StartAsync(user, ClientInfo.Device(Context.Request), ClientInfo.Network(Context), isFresh);
        if (started is not var (session, token)) return null;

        cookies.Write(Cookie, token);
        device.Remember(user);
        return session;
    }

    /// <summary>The user has proven once more who they are: the session goes on with a new value, as fresh as at its start.</summary>
    public async Task RestartAsync()
    {
        if (await sessions.RestartAsync(Required) is { } token) cookies.Write(Cookie, token);
    }

    public async Task EndAsync()
    {
        await EndActiveAsync();
        cookies.Erase(Cookie);
    }

    /// <summary>Erases the cookie of a session that has ended.</summary>
    public void Forget() => cookies.Erase(Cookie);

    private async Task EndActiveAsync()
    {
        if (Active is { } session) await sessions.EndAsync(session.UserId, session.Id);
        Context.Features.Set<ActiveSession>(null);
#if (PersistentSession)
        await persistent.EndAsync();
#endif
    }
}
