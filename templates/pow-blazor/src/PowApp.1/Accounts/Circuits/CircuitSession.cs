using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PowApp._1.Accounts;

/// <summary>
/// Binds a circuit to the session of its user. When the session ends, the circuit is no one's, and its page is loaded again, which leads to the
/// page to sign in.
/// </summary>
public sealed class CircuitSession(CircuitUser user, LiveSessions live, NavigationManager navigation, TimeProvider clock)
    : CircuitHandler, IEndsWithSession
{
    // The browser may be about to get another session, as after a change of the password. A page that is loaded before would lead to sign-in.
    private static readonly TimeSpan _untilLoadedAgain = TimeSpan.FromMilliseconds(750);

    private volatile bool _isConnected = true;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        user.OwnerChanged += EndForOthers;
        if (!user.OwnsState) EndForOthers(this, EventArgs.Empty);
        else if (user.SessionId != Guid.Empty) live.Add(user.SessionId, user.UserId, this);
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _isConnected = true;
        if (user.HasLeft) _ = LoadAgainAsync();
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

    public void OnSessionEnded()
    {
        _ = LoadAgainAsync();
        user.Leave(); // Last, because components may fail when they learn of it.
    }

    // Someone else connects to the circuit, or wants to make one from what was rendered for another user.
    private void EndForOthers(object? sender, EventArgs e)
    {
        LiveConnection.Current?.OnSessionEnded();
        OnSessionEnded();
    }

    private async Task LoadAgainAsync()
    {
        await Task.Delay(_untilLoadedAgain, clock);
        if (_isConnected) navigation.Refresh(forceReload: true); // Otherwise when the browser comes back.
    }
}
