using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What one source may do in a minute or an hour, for whatever accounts.</summary>
public sealed class LimitsPerSourceTests(TestApp app) : IClassFixture<TestApp>
{
    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact, Trait("Attack", "A102")]
    public async Task Registrations_are_limited()
    {
        var source = app.NewBrowser().Address;
        for (var i = 0; i < Limits.RegistrationsPerHour; i++) Assert.LeadsTo("/", await RegisterAsync(TestApp.NewAddress()));

        var refused = TestApp.NewAddress();
        var page = await RegisterAsync(refused);

        Assert.MustWait(TimeSpan.FromHours(1), page);
        Assert.Equal(refused, page.Field("email").Value);
        Assert.LeadsTo("/", await app.NewBrowser().RegisterAsync(refused));
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.LeadsTo("/", await RegisterAsync(TestApp.NewAddress()));

        Task<Page> RegisterAsync(string email) => app.NewBrowser().ComesFrom(source).RegisterAsync(email);
    }

    [Fact, Trait("Attack", "A102")]
    public async Task Asking_for_taken_addresses_counts_as_a_registration()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();

        for (var i = 0; i < Limits.RegistrationsPerHour; i++) Assert.Refuses("email", await browser.RegisterAsync(alice.Email!));

        Assert.MustWait(TimeSpan.FromHours(1), await browser.RegisterAsync(alice.Email!));
    }

    [Fact]
    public async Task Looking_for_a_good_password_does_not()
    {
        var browser = app.NewBrowser();
        var email = TestApp.NewAddress();

        for (var i = 0; i <= Limits.RegistrationsPerHour; i++) Assert.Refuses("password", await browser.RegisterAsync(email, "too short"));

        Assert.LeadsTo("/", await browser.RegisterAsync(email));
    }

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

    [Fact]
    public async Task A_command_is_not_limited()
    {
        for (var i = 0; i <= Limits.RegistrationsPerHour; i++) await app.NewUser();
    }
}
