using Microsoft.Extensions.Options;
using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>The session of the request being answered: the only way to sign somebody in or out.</summary>
public sealed class CurrentSession(
    IHttpContextAccessor context, SessionStore sessions, RenewalTokens renewalTokens, IEnumerable<ISignInGate> gates, TimeProvider clock,
    IOptions<AccountOptions> options)
{
    private readonly SessionLimits _limits = options.Value.Sessions;

    private HttpContext Context => context.HttpContext!;

    /// <summary>Null for an anonymous request.</summary>
    public ActiveSession? Active => Context.Features.Get<ActiveSession>();

    /// <summary>The session, in actions that only a signed-in user reaches.</summary>
    public ActiveSession Required => Active ?? throw new InvalidOperationException("This action needs a signed-in user.");

    /// <summary>The password was given a short while ago (ASVS 5.0 7.5.1).</summary>
    public bool IsFresh => Active is { } session && session.Row.IsFreshAt(clock.GetUtcNow());

    private string Device => Client.Device(Context.Request);

    private string Address => Client.Address(Context);

    /// <summary>Signs a user in whose password was just checked, unless a gate holds the user back.</summary>
    public async Task<TokenResult> SignInAsync(User user) =>
        gates.Select(gate => gate.Refuse(user)).FirstOrDefault(refusal => refusal is not null) ?? await StartAsync(user);

    /// <summary>
    /// Starts a session for who signs in, and another one after every change of rights: the client gets tokens that nobody has seen, and
    /// the session that it came with is over (ASVS 5.0 7.2.4).
    /// </summary>
    public async Task<TokenResult> StartAsync(User user)
    {
        await EndAsync();
        if (await sessions.StartAsync(user, Device, Address) is not var (session, accessToken)) return ApiProblem.Unauthenticated;

        return await PairAsync(session, accessToken, session.KeptUntil);
    }

    /// <summary>The password was given again: the session goes on with new tokens, fresh as at its start.</summary>
    public async Task<TokenResult> RestartAsync()
    {
        var now = clock.GetUtcNow();
        if (await sessions.RestartAsync(Required) is not { } accessToken) return ApiProblem.Unauthenticated;

        return await PairAsync(Required.Row, accessToken, Session.EndsAt(_limits, now, now));
    }

    /// <summary>Uses a renewal token up. Of several requests with the same one at once, one gets the new pair.</summary>
    public async Task<TokenResult> RenewAsync(string renewalToken)
    {
        var (family, secret) = RenewalToken.Parse(renewalToken);

        // Looks again when another request with the same token was faster.
        while (await renewalTokens.FindAsync(family, secret, _limits.RenewalGrace) is var (session, isUsed))
        {
            if (isUsed) return ApiProblem.RenewalSuperseded;
            if (await sessions.RenewAsync(session, secret, Device, Address) is { } tokens) return tokens;
        }

        return ApiProblem.InvalidRenewalToken;
    }

    public async Task EndAsync()
    {
        if (Active is { } session) await sessions.EndAsync(session.UserId, session.Id);
        Context.Features.Set<ActiveSession>(null);
    }

    private async Task<TokenResult> PairAsync(Session session, string accessToken, DateTimeOffset keptUntil) =>
        await renewalTokens.IssueAsync(session, keptUntil) is { } renewalToken
            ? sessions.Pair(accessToken, clock.GetUtcNow(), renewalToken)
            : ApiProblem.Unauthenticated;
}
