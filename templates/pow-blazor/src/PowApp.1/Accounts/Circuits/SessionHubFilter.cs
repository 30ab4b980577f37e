using Microsoft.AspNetCore.SignalR;

namespace PowApp._1.Accounts;

/// <summary>
/// Binds the connections of live pages to the sessions that they were opened in. What users do on a live page keeps the session alive. Once
/// the session has ended, nothing that comes over the connection does anything, also from a browser that does not leave the page.
/// </summary>
public sealed class SessionHubFilter(LiveSessions live, IHttpContextAccessor request, TimeProvider clock) : IHubFilter
{
    // What users do. All else comes by itself, also while no one is there.
    private static readonly HashSet<string> _acts =
        ["BeginInvokeDotNetFromJS", "OnLocationChanged", "OnLocationChanging", "ReceiveByteArray", "ReceiveJSDataChunk", "UpdateRootComponents"];

    // How a browser reports that it has done what it was told, such as to load the page again.
    private static readonly HashSet<string> _reports = ["EndInvokeJSFromDotNet", "OnRenderCompleted"];

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        // A connection lasts for hours. What the request that opened it says about the session is soon out of date, so no one may ask it.
        request.HttpContext = null;
        var connection = new LiveConnection(context.Context, clock);
        context.Context.Items[typeof(LiveConnection)] = connection;
        if (connection.SessionId != Guid.Empty) live.Add(connection.SessionId, SessionClaims.UserIdOf(context.Context.User), connection);
        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        var connection = ConnectionOf(context.Context);
        live.Remove(connection.SessionId, connection);
        return next(context, exception);
    }

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var connection = ConnectionOf(invocationContext.Context);
        if (connection.HasEnded && !_reports.Contains(invocationContext.HubMethodName)) return default;

        if (_acts.Contains(invocationContext.HubMethodName)) live.NoteUse(connection.SessionId);
        LiveConnection.Current = connection;
        return next(invocationContext);
    }

    private static LiveConnection ConnectionOf(HubCallerContext context) => (LiveConnection)context.Items[typeof(LiveConnection)]!;
}

/// <summary>The connection of a live page.</summary>
public sealed class LiveConnection(HubCallerContext connection, TimeProvider clock) : IEndsWithSession
{
    // By then, a browser has left the page.
    private static readonly TimeSpan _toLeave = TimeSpan.FromSeconds(3);

    private static readonly AsyncLocal<LiveConnection?> _current = new();

    private volatile bool _hasEnded;

    /// <summary>The connection that something came over which is being carried out; null for what the server does by itself.</summary>
    public static LiveConnection? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    /// <summary>The session in which it was opened; empty for that of a visitor who is not signed in.</summary>
    public Guid SessionId { get; } = SessionClaims.SessionIdOf(connection.User);

    public bool HasEnded => _hasEnded;

    public void OnSessionEnded()
    {
        _hasEnded = true;
        _ = AbortAsync();
    }

    private async Task AbortAsync()
    {
        await Task.Delay(_toLeave, clock);
        connection.Abort();
    }
}
