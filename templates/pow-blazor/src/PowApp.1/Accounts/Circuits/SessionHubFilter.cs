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
        if (SessionClaims.SessionIdOf(context.Context.User) is var sessionId && sessionId != Guid.Empty)
        {
            var connection = new LiveConnection(context.Context, clock);
            context.Context.Items[typeof(LiveConnection)] = connection;
            live.Add(sessionId, SessionClaims.UserIdOf(context.Context.User), connection);
        }

        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (ConnectionOf(context.Context) is { } connection) live.Remove(SessionClaims.SessionIdOf(context.Context.User), connection);
        return next(context, exception);
    }

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (ConnectionOf(invocationContext.Context) is { } connection)
        {
            if (connection.HasEnded && !_reports.Contains(invocationContext.HubMethodName)) return default;
            if (_acts.Contains(invocationContext.HubMethodName)) live.NoteUse(SessionClaims.SessionIdOf(invocationContext.Context.User));
        }

        return next(invocationContext);
    }

    private static LiveConnection? ConnectionOf(HubCallerContext context) =>
        context.Items.TryGetValue(typeof(LiveConnection), out var connection) ? (LiveConnection)connection! : null;
}

/// <summary>The connection of a live page.</summary>
public sealed class LiveConnection(HubCallerContext connection, TimeProvider clock) : IEndsWithSession
{
    // By then, a browser has left the page.
    private static readonly TimeSpan _toLeave = TimeSpan.FromSeconds(2);

    public bool HasEnded { get; private set; }

    public void End()
    {
        HasEnded = true;
        _ = AbortAsync();
    }

    private async Task AbortAsync()
    {
        await Task.Delay(_toLeave, clock);
        connection.Abort();
    }
}
