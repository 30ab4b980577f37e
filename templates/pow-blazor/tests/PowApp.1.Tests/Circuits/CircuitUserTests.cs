using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Who uses a live page: never somebody else than when it was opened.</summary>
public sealed class CircuitUserTests
{
    private readonly Guid _userId = Guid.NewGuid();

    [Fact]
    public async Task It_is_the_user_of_the_request()
    {
        var session = NewSession();
        var user = new CircuitUser();

        Connect(user, session);

        Assert.Equal((session.Id, _userId), (user.SessionId, user.UserId));
        Assert.True((await user.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
    }

    [Fact]
    public async Task It_is_nobody_once_the_session_has_ended_and_the_page_is_told()
    {
        var user = new CircuitUser();
        Connect(user, NewSession());
        AuthenticationState? told = null;
        user.AuthenticationStateChanged += state => told = state.Result;

        user.Leave();

        Assert.False(told!.User.Identity!.IsAuthenticated);
        Assert.Same(told, await user.GetAuthenticationStateAsync());
    }

    [Fact, Trait("Attack", "A168")]
    public async Task A_connection_of_another_session_does_not_change_it_and_is_told_of()
    {
        var (session, told) = (NewSession(), 0);
        var user = new CircuitUser();
        Connect(user, session);
        user.OwnerChanged += (_, _) => told++;

        Connect(user, session);
        Assert.Equal(0, told);

        Connect(user, NewSession());
        Connect(user, null);
        Assert.Equal(2, told);
        Assert.Equal(session.Id, user.SessionId);
        Assert.True((await user.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
    }

    [Fact, Trait("Attack", "A168")]
    public void What_was_rendered_for_one_session_belongs_to_no_other()
    {
        var (mine, theirs) = (NewSession(), NewSession());
        var rendered = new CircuitUser();
        Connect(rendered, mine);
        var seenByVisitor = new CircuitUser();
        Connect(seenByVisitor, null);

        Assert.True(OwnsState(mine, rendered.StateOwner));
        Assert.False(OwnsState(theirs, rendered.StateOwner));
        Assert.False(OwnsState(null, rendered.StateOwner));
        Assert.True(OwnsState(null, seenByVisitor.StateOwner));
        Assert.False(OwnsState(mine, seenByVisitor.StateOwner));
        Assert.True(OwnsState(mine, null)); // A page that brings no state.
    }

    // The state comes before the circuit opens, before or after its user.
    private static bool OwnsState(ActiveSession? session, Guid? owner)
    {
        var (before, after) = (new CircuitUser { StateOwner = owner }, new CircuitUser());
        Connect(before, session);
        Connect(after, session);
        after.StateOwner = owner ?? after.StateOwner;

        Assert.Equal(before.OwnsState, after.OwnsState);
        return after.OwnsState;
    }

    private static void Connect(CircuitUser user, ActiveSession? session)
    {
        Claim[] claims = session is null ? [] : [new(ClaimTypes.NameIdentifier, session.UserId.ToString()), .. SessionClaims.Of(session)];
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, session is null ? null : SessionHandler.SchemeName));
        user.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
    }

    private ActiveSession NewSession()
    {
        var row = new Session
        {
            UserId = _userId,
            SecurityStamp = "",
            TokenHash = [],
            StartedAt = default,
            RotatedAt = default,
            SeenAt = default,
            FreshUntil = default,
            ExpiresAt = default,
            Device = "",
            Address = "",
        };
        return new ActiveSession(row, "alice@example.com", IsPrevious: false);
    }
}
