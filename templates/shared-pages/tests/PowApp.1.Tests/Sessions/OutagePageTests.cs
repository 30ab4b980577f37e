using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>While the database is away, no page says that something was done that was not.</summary>
public sealed class OutagePageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A35")]
    public async Task A_page_for_users_is_not_there()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        using var outage = app.Database.Outage();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync(AccountPaths.Account)).Status);
    }

    [Fact, Trait("Attack", "A35")]
    public async Task A_page_for_everybody_is_still_there()
    {
        var browser = app.NewVisitor();
        using var outage = app.Database.Outage();

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).Status);
    }

    [Fact]
    public async Task The_page_that_says_so_has_its_styles()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        using var outage = app.Database.Outage();
        var page = await browser.GetAsync(AccountPaths.Account);

        foreach (var link in page.Document.QuerySelectorAll("head link"))
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link.GetAttribute("href")!)).Status);
    }

    [Fact, Trait("Attack", "A35")]
    public async Task No_cookie_is_set_for_a_session_that_was_not_saved()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(AccountPaths.SignIn);
        using var outage = app.Database.Outage();

        var page = await browser.SubmitAsync(form, new { alice.Email, TestApp.Password });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Null(browser.Session);
    }

    [Fact, Trait("Attack", "A36")]
    public async Task Nobody_is_told_to_be_signed_out_who_is_not()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var form = await browser.GetAsync("/");

        using (app.Database.Outage())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.PressAsync(form, "Sign out")).Status);
        }

        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A36")]
    public async Task Other_sessions_end_or_the_user_learns_that_they_did_not()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        var form = await browser.GetAsync(AccountPaths.Sessions);

        using (app.Database.Outage())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.PressAsync(form, "End all other sessions")).Status);
        }

        Assert.True(await other.IsSignedInAsync());
    }
}
