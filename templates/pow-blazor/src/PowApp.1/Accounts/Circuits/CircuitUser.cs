using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace PowApp._1.Accounts;

/// <summary>
/// Who uses a live page, or a page that is being rendered: the user of the request that opened its connection, and no one once the session of
/// that request has ended. A circuit never passes to another session, whatever connects to it.
/// </summary>
public sealed class CircuitUser : AuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider
{
    private static readonly AuthenticationState _anonymous = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private AuthenticationState? _state;

    /// <summary>The circuit turned out to be someone else's.</summary>
    public event EventHandler? OwnerChanged;

    /// <summary>The session has ended.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>The session that the page or circuit belongs to; empty for a visitor who is not signed in.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>The user of that session.</summary>
    public Guid UserId { get; private set; }

    /// <summary>
    /// The session that the state of the page was made for. It goes with that state from the request to the circuit, and from a circuit that was
    /// paused to the one that takes its place.
    /// </summary>
    [PersistentState]
    public Guid? StateOwner { get; set; }

    /// <summary>Whether the state of the page was made for this session.</summary>
    public bool OwnsState => StateOwner == SessionId;

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(_state ?? _anonymous);

    /// <summary>Called when a page is rendered or a circuit starts, and whenever a circuit gets another connection.</summary>
    public void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        var state = authenticationStateTask.GetAwaiter().GetResult(); // The framework always has it ready.
        var sessionId = SessionClaims.SessionIdOf(state.User);
        if (_state is null)
        {
            (_state, SessionId, UserId) = (state, sessionId, SessionClaims.UserIdOf(state.User));
            StateOwner ??= sessionId;
        }
        else if (sessionId != SessionId)
        {
            OwnerChanged?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>From now on, no one uses the page.</summary>
    public void Leave()
    {
        (_state, HasLeft) = (_anonymous, true);
        NotifyAuthenticationStateChanged(Task.FromResult(_anonymous));
    }
}
