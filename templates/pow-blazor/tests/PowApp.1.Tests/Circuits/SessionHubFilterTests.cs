using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What comes over the connection of a live page.</summary>
public sealed class SessionHubFilterTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Act = "BeginInvokeDotNetFromJS";
    private const string Render = "OnRenderCompleted";

    [Fact, Trait("Attack", "A170")]
    public async Task After_the_end_of_the_session_nothing_that_a_user_sends_is_carried_out()
    {
        var connection = await ConnectAsync();
        Assert.True(await ArrivesAsync(connection, Act));

        await EndAsync(connection);

        Assert.False(await ArrivesAsync(connection, Act));
        Assert.False(await ArrivesAsync(connection, "StartCircuit"));
        Assert.False(await ArrivesAsync(connection, "ConnectCircuit"));
        Assert.True(await ArrivesAsync(connection, "EndInvokeJSFromDotNet")); // The browser says that it leaves.
    }

    [Fact, Trait("Attack", "A170")]
    public async Task A_connection_that_stays_is_closed()
    {
        var connection = await ConnectAsync();
        await EndAsync(connection);
        Assert.False(connection.IsAborted);

        app.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.True(connection.IsAborted);
    }

    [Fact]
    public async Task What_users_do_keeps_the_session_alive_and_what_comes_by_itself_does_not()
    {
        var connection = await ConnectAsync();

        app.Clock.Advance(app.Accounts.Sessions.SeenEvery);
        await ArrivesAsync(connection, Render);
        Assert.NotEqual(app.Clock.GetUtcNow(), await SeenAtAsync(connection));

        await ArrivesAsync(connection, Act);
        Assert.Equal(app.Clock.GetUtcNow(), await SeenAtAsync(connection));
    }

    [Fact]
    public async Task Nobody_can_ask_the_request_that_opened_the_connection()
    {
        var connection = await NewConnectionAsync();
        var accessor = app.Services.GetRequiredService<IHttpContextAccessor>();
        accessor.HttpContext = new DefaultHttpContext();

        await ConnectAsync(connection);

        Assert.Null(accessor.HttpContext);
        await using var scope = app.Services.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<CurrentSession>();
        Assert.Contains("a live page has no request", Assert.Throws<InvalidOperationException>(() => session.Active).Message);
    }

    private async Task<Connection> ConnectAsync()
    {
        var connection = await NewConnectionAsync();
        await ConnectAsync(connection);
        return connection;
    }

    private Task ConnectAsync(Connection connection) =>
        Filter.OnConnectedAsync(new HubLifetimeContext(connection, app.Services, new AnyHub()), _ => Task.CompletedTask);

    private async Task<Connection> NewConnectionAsync()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        return new((await app.With((SessionStore sessions) => sessions.FindAsync(browser.Session!).AsTask()))!);
    }

    private SessionHubFilter Filter => app.Services.GetRequiredService<SessionHubFilter>();

    private async Task<bool> ArrivesAsync(Connection connection, string method)
    {
        var hasArrived = false;
        var invocation = new HubInvocationContext(connection, app.Services, new AnyHub(), typeof(AnyHub).GetMethod(method)!, []);
        await Filter.InvokeMethodAsync(invocation, _ =>
        {
            hasArrived = true;
            return default;
        });
        return hasArrived;
    }

    private async Task EndAsync(Connection connection)
    {
        await app.Db(db => db.Set<Session>().Where(session => session.Id == connection.Session.Id).ExecuteDeleteAsync());
        await CheckAsync();
    }

    private Task CheckAsync() => app.Services.GetRequiredService<LiveSessions>().CheckAsync(TestContext.Current.CancellationToken);

    private async Task<DateTimeOffset> SeenAtAsync(Connection connection)
    {
        await CheckAsync();
        return await app.Db(db => db.Set<Session>().Where(session => session.Id == connection.Session.Id).Select(session => session.SeenAt).SingleAsync());
    }

    // With the methods that the framework's hub has.
    private sealed class AnyHub : Hub
    {
        public static void BeginInvokeDotNetFromJS()
        {
        }

        public static void ConnectCircuit()
        {
        }

        public static void EndInvokeJSFromDotNet()
        {
        }

        public static void OnRenderCompleted()
        {
        }

        public static void StartCircuit()
        {
        }
    }

    private sealed class Connection(ActiveSession session) : HubCallerContext
    {
        public ActiveSession Session => session;

        public bool IsAborted { get; private set; }

        public override string ConnectionId { get; } = Guid.NewGuid().ToString();

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal User { get; } = new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, session.UserId.ToString()), .. SessionClaims.Of(session)], SessionHandler.SchemeName));

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => default;

        public override void Abort() => IsAborted = true;
    }
}
