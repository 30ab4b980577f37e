using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>How the API answers those who invite, and those who are invited.</summary>
public sealed class InvitationEndpointTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _invitee = TestApp.NewAddress();

    [Fact, Trait("Attack", "A10")]
    public async Task Every_address_gets_202_and_an_empty_body()
    {
        var client = await app.SignedInAs(await app.NewUser());

        foreach (var email in new[] { (await app.NewUser()).Email!, _invitee, _invitee })
        {
            var answer = await client.InviteAsync(email);
            Assert.Equal((HttpStatusCode.Accepted, "", null), (answer.Status, answer.Body, answer.ContentType));
        }
    }

    [Fact]
    public async Task The_list_says_whom_when_and_until_when()
    {
        var client = await app.SignedInAs(await app.NewUser());
        await client.InviteAsync(_invitee);

        var invitation = Assert.Single((await client.GetAsync(ApiClient.Invitations)).Json.EnumerateArray());

        Assert.Equal(app.Clock.GetUtcNow(), invitation.GetProperty("sentAt").GetDateTimeOffset());
        Assert.Equal(app.Clock.GetUtcNow().AddDays(7), invitation.GetProperty("expiresAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Sending_again_is_202_revoking_204_and_what_is_not_there_404()
    {
        var client = await app.SignedInAs(await app.NewUser());
        await client.InviteAsync(_invitee);
        var path = $"{ApiClient.Invitations}/{Assert.Single((await client.GetAsync(ApiClient.Invitations)).Json.EnumerateArray()).GetProperty("id").GetGuid()}";

        Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsync($"{path}/resend")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(path)).Status);

        Assert.IsProblem(HttpStatusCode.NotFound, "not_found", await client.PostAsync($"{path}/resend"));
        Assert.IsProblem(HttpStatusCode.NotFound, "not_found", await client.DeleteAsync(path));
        Assert.IsProblem(HttpStatusCode.NotFound, "not_found", await client.DeleteAsync($"{ApiClient.Invitations}/1"));
    }

    [Fact, Trait("Attack", "A45")]
    public async Task A_token_is_good_for_201_with_tokens_and_then_for_422()
    {
        var token = await app.InvitationTo(_invitee);

        var answer = await app.NewVisitor().AcceptInvitationAsync(token);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.NotNull(answer.Tokens);

        Assert.Refuses("token", await app.NewVisitor().AcceptInvitationAsync(token));
        Assert.Refuses("token", await app.NewVisitor().AcceptInvitationAsync(Secret.New()));
        Assert.Refuses("token", await app.NewVisitor().AcceptInvitationAsync(""));
    }

    [Fact, Trait("Attack", "A10")]
    public async Task Who_has_an_account_by_now_is_told_so_once()
    {
        var token = await app.InvitationTo(_invitee);
        await app.NewUser(email: _invitee);
        var client = app.NewVisitor();

        var answer = await client.AcceptInvitationAsync(token, TestApp.NewPassword);

        Assert.Refuses("token", answer);
        Assert.Equal("An account with this email already exists.", answer.ErrorOf("token"));
        Assert.Null(client.Tokens);
        Assert.Refuses("token", await client.AcceptInvitationAsync(token, TestApp.NewPassword));
    }

    /// <summary>As signing in again does.</summary>
    [Fact]
    public async Task Whoever_accepts_while_signed_in_goes_on_as_the_new_user()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var before = client.Copy();

        Assert.Succeeds(await client.AcceptInvitationAsync(await app.InvitationTo(_invitee)));

        Assert.Equal(_invitee, (await client.GetAsync(ApiPaths.Session)).Text("email"));
        Assert.False(await before.IsSignedInAsync());
    }

    [Fact]
    public async Task Inviting_needs_a_signed_in_user_accepting_does_not()
    {
        var stranger = app.NewVisitor();
        var path = $"{ApiClient.Invitations}/{Guid.NewGuid()}";

        Answer[] answers =
        [
            await stranger.GetAsync(ApiClient.Invitations), await stranger.InviteAsync(_invitee),
            await stranger.PostAsync($"{path}/resend"), await stranger.DeleteAsync(path),
        ];

        Assert.All(answers, answer => Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", answer));
        Assert.Empty(await app.Mailbox.ToAsync(_invitee));
        Assert.Refuses("token", await stranger.AcceptInvitationAsync(Secret.New()));
    }

    /// <summary>The policy is in InvitationSetup.cs.</summary>
    [Fact]
    public async Task Who_may_not_invite_is_told_so()
    {
        await using var strict = new StrictApp();
        var client = await strict.SignedInAs(await strict.NewUser());
        var path = $"{ApiClient.Invitations}/{Guid.NewGuid()}";

        Answer[] answers =
        [
            await client.GetAsync(ApiClient.Invitations), await client.InviteAsync(_invitee), await client.PostAsync($"{path}/resend"), await client.DeleteAsync(path),
        ];

        Assert.All(answers, answer => Assert.IsProblem(HttpStatusCode.Forbidden, "forbidden", answer));
        Assert.Empty(await strict.Mailbox.ToAsync(_invitee));
    }

    /// <summary>Only hosts may invite, and nobody is one.</summary>
    private sealed class StrictApp : TestApp
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.Configure<AuthorizationOptions>(options =>
                options.AddPolicy(InvitationService.Policy, policy => policy.RequireRole("Host"))));
        }
    }
}
