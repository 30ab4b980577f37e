using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A live page as it is first rendered, and who may open its connection.</summary>
public sealed class LivePageTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Path = "/activity";

    [Fact]
    public async Task Visitors_are_led_to_sign_in_and_back()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();

        var page = await browser.GetAsync(Path);

        Assert.LeadsTo("/session/new?request_path=%2Factivity", page);
        Assert.LeadsTo(Path, await browser.SubmitAsync(page.Location!, new { alice.Email, TestApp.Password }));
    }

    [Fact]
    public async Task It_lists_the_sessions_of_the_user_and_nobody_elses()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        await app.SignedInAs(alice);
        await app.SignedInAs(await app.NewUser());

        var page = await browser.GetAsync(Path);

        Assert.Equal(2, page.Document.QuerySelectorAll("main li").Length);
        Assert.Single(page.Document.QuerySelectorAll("main li .badge"));
    }

    [Theory, Trait("Attack", "A171")]
    [InlineData("https://evil.test", HttpStatusCode.Forbidden)]
    [InlineData("http://other.localhost", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:81", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", HttpStatusCode.NotFound)] // There is none with this id.
    public async Task No_page_of_another_site_opens_a_connection(string origin, HttpStatusCode status)
    {
        var browser = await app.SignedInAs(await app.NewUser());
        browser.Headers.Add("Origin", origin);

        Assert.Equal(status, (await browser.GetAsync("/_blazor?id=1")).Status);
    }

    /// <summary>A live page has no request to ask, so the policy goes by the claims.</summary>
    [Fact]
    public async Task The_policy_for_sensitive_actions_holds_on_live_pages()
    {
        var alice = await app.NewUser();
        var session = await app.With((SessionStore sessions) => sessions.StartAsync(alice, "", ""));
        var active = new ActiveSession(session!.Value.Session, alice.Email!, IsPrevious: false);
        var user = new ClaimsPrincipal(new ClaimsIdentity(SessionClaims.Of(active), SessionHandler.SchemeName));

        Assert.True(await IsFreshAsync(user));
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);
        Assert.False(await IsFreshAsync(user));
    }

    private Task<bool> IsFreshAsync(ClaimsPrincipal user) => app.With(async (IAuthorizationService authorization) =>
        (await authorization.AuthorizeAsync(user, FreshSessionRequirement.Policy)).Succeeded);
}
