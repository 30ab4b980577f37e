using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The list of one's invitations, and the page that invites somebody.</summary>
public sealed class InvitationPageTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _invitee = TestApp.NewAddress();

    [Fact]
    public async Task The_page_asks_for_an_address_and_the_navigation_leads_to_it()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.True((await browser.GetAsync("/")).LinksTo(InvitationPaths.List));
        Assert.True((await browser.GetAsync(InvitationPaths.List)).LinksTo(InvitationPaths.Invite));
        Assert.AsksFor("email", "email", await browser.GetAsync(InvitationPaths.Invite));
        Assert.False((await app.NewVisitor().GetAsync("/")).LinksTo(InvitationPaths.List));
    }

    [Fact]
    public async Task The_navigation_marks_the_invitations_on_each_of_their_pages()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        Page[] pages = [await browser.GetAsync(InvitationPaths.List), await browser.GetAsync(InvitationPaths.Invite), await browser.InviteAsync("no address")];

        Assert.All(pages, page => Assert.Equal("Invitations", page.Document.QuerySelector("nav [aria-current=page]")?.TextContent));
    }

    [Fact]
    public async Task The_list_says_when_and_until_when_and_has_a_button_for_each_act()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await SucceedsAsync(await browser.InviteAsync(_invitee));

        var page = await browser.GetAsync(InvitationPaths.List);
        var row = Assert.Single(page.Document.QuerySelectorAll("main li")).TextContent;
        Assert.Contains("just now", row);
        Assert.Contains("in 7 days", row);

        await SucceedsAsync(await browser.PressAsync(page, "Resend"));
        await SucceedsAsync(await browser.PressAsync(page, "Revoke"));

        async Task SucceedsAsync(Page answer)
        {
            Assert.LeadsTo(InvitationPaths.List, answer);
            Assert.NotNull((await browser.FollowAsync(answer)).Notice);
        }
    }

    [Fact]
    public async Task One_that_was_accepted_has_no_button()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        await (await app.OpenInvitationAsync(await app.InvitationOf(browser, _invitee))).AcceptAsync();

        Assert.Empty((await browser.GetAsync(InvitationPaths.List)).Document.QuerySelectorAll("main button"));
    }

    [Fact]
    public async Task What_is_no_address_is_told_beside_the_field()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.Refuses("email", await browser.InviteAsync("alice.example.com"));
    }

    [Fact]
    public async Task One_email_too_many_keeps_what_was_typed()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        for (var i = 0; i < app.Accounts.Throttling.MailsPerHour; i++) await browser.InviteAsync(TestApp.NewAddress());

        var page = await browser.InviteAsync(_invitee);

        Assert.MustWait(TimeSpan.FromHours(1), page);
        Assert.Equal(_invitee, page.Field("email").Value);
    }

    /// <summary>The policy is in InvitationSetup.cs.</summary>
    [Fact]
    public async Task Who_may_not_invite_sees_nothing_of_it()
    {
        await using var strict = app.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
            services.Configure<AuthorizationOptions>(options => options.AddPolicy(InvitationService.Policy, policy => policy.RequireRole("Host")))));
        var browser = (await app.SignedInAs(await app.NewUser())).CopyTo(strict);
        var home = await browser.GetAsync("/");
        var form = ("__RequestVerificationToken", home.Token);

        Assert.False(home.LinksTo(InvitationPaths.List));
        foreach (var path in new[] { InvitationPaths.List, InvitationPaths.Invite })
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(path)).Status);
        foreach (var path in new[] { InvitationPaths.Invite, InvitationPaths.Resend, InvitationPaths.Revoke })
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(path.Replace("{id:guid}", $"{Guid.Empty}"), form, ("email", _invitee))).Status);
        Assert.Empty(await app.Mailbox.ToAsync(_invitee));
    }
}
