using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What somebody sees who has to wait.</summary>
public sealed class WaitingPageTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Wrong = "not the password";

    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact]
    public async Task After_wrong_passwords_the_form_is_back_with_the_address()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        for (var i = 0; i < Limits.FreeFailures; i++) await browser.SignInAsync(alice, Wrong);

        var page = await browser.SignInAsync(alice);

        Assert.MustWait(Limits.FirstWait, page);
        Assert.Equal(alice.Email, page.Field("email").Value);
    }

    [Fact, Trait("Attack", "A101")]
    public async Task A_thief_of_a_session_has_to_wait_in_every_form()
    {
        var thief = await app.SignedInAs(await app.NewUser());

        for (var i = 0; i < Limits.FreeFailures; i++) Assert.Refuses("password", await thief.ReauthenticateAsync(Wrong));

        Assert.MustWait(Limits.FirstWait, await thief.ChangePasswordAsync());
        Assert.MustWait(Limits.FirstWait, await thief.SubmitAsync(AccountPaths.Reauthenticate, new { TestApp.Password }));
    }

    [Fact]
    public async Task When_too_many_passwords_are_hashed_the_form_is_back_with_the_address_and_other_pages_are_there()
    {
        await using var busy = new TestApp { Settings = { ["Accounts:Password:HashQueue"] = "1" } };
        var alice = await busy.NewUser();
        var queue = busy.Services.GetRequiredService<HashingQueue>();
        var hashing = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => queue.WaitAsync(CancellationToken.None)));
        var waiting = queue.WaitAsync(CancellationToken.None);
        var browser = busy.NewVisitor();

        var page = await browser.SignInAsync(alice);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal(alice.Email, page.Field("email").Value);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).Status);
        foreach (var turn in hashing) turn.Dispose();
        (await waiting).Dispose();
    }

    [Fact, Trait("Attack", "A105")]
    public async Task After_wrong_links_the_page_leads_home()
    {
        var browser = app.NewVisitor();
        var link = AccountPaths.UndoEmailChange.With(Secret.New());
        for (var i = 0; i < Limits.WrongLinksPerMinute; i++) Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).Status);

        var page = await browser.GetAsync(link);

        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Equal(TimeSpan.FromMinutes(1), page.Headers.RetryAfter?.Delta);
        Assert.True(page.LinksTo("/"));
    }

    [Fact]
    public async Task A_link_that_is_right_can_be_opened_at_will()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var link = Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Link;
        var browser = app.NewVisitor();

        for (var i = 0; i <= Limits.WrongLinksPerMinute; i++) Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).Status);
    }
}
