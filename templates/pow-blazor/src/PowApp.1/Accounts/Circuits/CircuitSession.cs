using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PowApp._1.Accounts;

/// <summary>
/// Binds a circuit to the session of its user. When the session ends, the circuit is no one's, and its page is loaded again, which leads to the
/// page to sign in.
/// </summary>
public sealed class CircuitSession(CircuitUser user, LiveSessions live, NavigationManager navigation) : CircuitHandler, IEndsWithSession
{
    private volatile bool _isConnected = true;
    private volatile bool _hasEnded;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        user.OwnerChanged += End;
        if (!user.OwnsState) End();
        else if (user.SessionId != Guid.Empty) live.Add(user.SessionId, user.UserId, this);
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _isConnected = true;
        if (_hasEnded) LoadAgain();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _isConnected = false;
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        live.Remove(user.SessionId, this);
        return Task.CompletedTask;
    }

    public void End()
    {
        _hasEnded = true;
        user.Leave();
        if (_isConnected) LoadAgain(); // Otherwise when the browser comes back.
    }

    private void LoadAgain() => navigation.Refresh(forceReload: true);
}
