namespace PowApp._1.Accounts;

/// <summary>The session of the current request. Only here are users signed in and out.</summary>
public sealed class CurrentSession(IHttpContextAccessor context, SessionStore sessions, TimeProvider clock)
{
    private HttpContext Context => context.HttpContext!;

    /// <summary>Null for an anonymous request.</summary>
    public ActiveSession? Active => Context.Features.Get<ActiveSession>();

    /// <summary>The session, in actions that only a signed-in user reaches.</summary>
    public ActiveSession Required => Active ?? throw new InvalidOperationException("This action needs a signed-in user.");

    /// <summary>The user proved who they are a short while ago (ASVS 5.0 7.5.1).</summary>
    public bool IsFresh => Active is { } session && session.Row.IsFreshAt(clock.GetUtcNow());

    /// <summary>The tokens that the client goes on with after this request; null when it has got none.</summary>
    public TokenPair? Tokens { get; private set; }

    /// <summary>Starts a session for a user who has proven who they are.</summary>
    /// <returns>False when the user has been deleted since.</returns>
    public async Task<bool> StartAsync(SignIn signIn)
    {
        await ReplaceAsync(signIn.User);
        return Tokens is not null;
    }

    /// <summary>
    /// Starts another session, after signing in and after a change of the password: the client gets tokens that no one has seen, and the
    /// session that the request came with has ended (ASVS 5.0 7.2.4).
    /// </summary>
    public async Task ReplaceAsync(User user)
    {
        await EndAsync();
        Tokens = await sessions.StartAsync(user, ClientInfo.Device(Context.Request), ClientInfo.Network(Context));
    }

    /// <summary>The user has proven once more who they are: the session goes on with new tokens, as fresh as at its start.</summary>
    public async Task RestartAsync() => Tokens = await sessions.RestartAsync(Required);

    /// <summary>Exchanges a renewal token for new tokens.</summary>
    public async Task RenewAsync(string renewalToken) =>
        Tokens = await sessions.RenewAsync(renewalToken, ClientInfo.Device(Context.Request), ClientInfo.Network(Context));

    public async Task EndAsync()
    {
        if (Active is { } session) await sessions.EndAsync(session.UserId, session.Id);
        Context.Features.Set<ActiveSession>(null);
    }
}
