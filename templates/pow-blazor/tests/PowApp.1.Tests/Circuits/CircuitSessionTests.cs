using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A circuit whose session ends is nobody's, and its page is loaded again.</summary>
public sealed class CircuitSessionTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _untilLoadedAgain = TimeSpan.FromMilliseconds(750);

    private readonly CircuitUser _user = new();
    private readonly Page _page = new();

    [Fact, Trait("Attack", "A169")]
    public async Task The_user_is_gone_at_once_and_the_page_is_loaded_again_soon()
    {
        var circuit = await OpenAsync();

        circuit.OnSessionEnded();
        Assert.False((await _user.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
        Assert.Equal(0, _page.Loads);

        app.Clock.Advance(_untilLoadedAgain);
        Assert.Equal(1, _page.Loads);
    }

    [Fact]
    public async Task A_page_that_is_not_connected_is_loaded_again_when_it_is()
    {
        var circuit = await OpenAsync();
        await circuit.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);

        circuit.OnSessionEnded();
        app.Clock.Advance(_untilLoadedAgain);
        Assert.Equal(0, _page.Loads);

        await circuit.OnConnectionUpAsync(null!, TestContext.Current.CancellationToken);
        app.Clock.Advance(_untilLoadedAgain);
        Assert.Equal(1, _page.Loads);
    }

    [Fact]
    public async Task A_component_that_fails_when_it_learns_of_the_end_does_not_keep_the_page()
    {
        var circuit = await OpenAsync();
        _user.AuthenticationStateChanged += _ => throw new InvalidOperationException("A component did something wrong.");

        Assert.Throws<InvalidOperationException>(circuit.OnSessionEnded);

        app.Clock.Advance(_untilLoadedAgain);
        Assert.Equal(1, _page.Loads);
    }

    [Fact, Trait("Attack", "A168")]
    public async Task A_circuit_that_somebody_else_connects_to_ends()
    {
        await OpenAsync();

        Connect();

        Assert.True(_user.HasLeft);
    }

    [Fact, Trait("Attack", "A168")]
    public async Task A_circuit_with_what_was_rendered_for_somebody_else_ends()
    {
        Connect();
        _user.StateOwner = Guid.NewGuid();

        await NewCircuit().OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);

        Assert.True(_user.HasLeft);
    }

    private async Task<CircuitSession> OpenAsync()
    {
        Connect();
        var circuit = NewCircuit();
        await circuit.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);
        return circuit;
    }

    // In a session of its own.
    private void Connect()
    {
        var claims = new[] { new Claim("sid", Guid.NewGuid().ToString()), new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()) };
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, SessionHandler.SchemeName));
        _user.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
    }

    private CircuitSession NewCircuit() => new(_user, app.Services.GetRequiredService<LiveSessions>(), _page, app.Clock);

    private sealed class Page : NavigationManager
    {
        public Page() => Initialize("http://localhost/", "http://localhost/activity");

        public int Loads { get; private set; }

        public override void Refresh(bool forceReload = false)
        {
            if (forceReload) Loads++;
        }
    }
}
