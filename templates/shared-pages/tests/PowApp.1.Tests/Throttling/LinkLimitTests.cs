using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Mailed links cannot be guessed at leisure.</summary>
public sealed class LinkLimitTests(TestApp app) : IClassFixture<TestApp>
{
    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact, Trait("Attack", "A105")]
    public async Task Links_cannot_be_tried_out()
    {
        var browser = app.NewBrowser();
        var link = AccountPaths.AccountChange.With(Secret.New());
        for (var i = 0; i < Limits.WrongLinksPerMinute; i++) Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).Status);

        var page = await browser.GetAsync(link);

        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Equal(TimeSpan.FromMinutes(1), page.Headers.RetryAfter?.Delta);
        Assert.True(page.LinksTo("/"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(link)).Status);
    }

    [Fact]
    public async Task A_link_that_is_right_does_not_count()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var link = Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Link;
        var browser = app.NewBrowser();

        for (var i = 0; i <= Limits.WrongLinksPerMinute; i++) Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).Status);
    }
}
