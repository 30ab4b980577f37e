using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>While the database is away nobody gets in, and nobody is told that something was done that was not.</summary>
public sealed class OutageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A35")]
    public async Task Nobody_is_let_in_and_the_session_outlives_it()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        using (app.Database.Outage())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync(AccountPaths.Account)).Status);
        }

        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A35")]
    public async Task A_session_is_good_from_memory_for_seconds_only()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        Assert.True(await browser.IsSignedInAsync());

        using var outage = app.Database.Outage();
        app.Clock.Advance(app.Accounts.Sessions.CacheFor);

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A35")]
    public async Task A_page_for_everybody_is_still_there()
    {
        var browser = app.NewBrowser();
        using var outage = app.Database.Outage();

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).Status);
    }

    [Fact, Trait("Attack", "A35")]
    public async Task No_cookie_is_set_for_a_session_that_was_not_saved()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        var form = await browser.GetAsync(AccountPaths.SignIn);
        using var outage = app.Database.Outage();

        var page = await browser.SubmitAsync(form, new { alice.Email, TestApp.Password });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task A_database_that_went_missing_is_not_replaced_by_an_empty_one()
    {
        await using var shop = new TestApp();
        var browser = await shop.SignedInAs(await shop.NewUser());
        var file = new SqliteConnectionStringBuilder(shop.Settings["ConnectionStrings:App"]).DataSource;
        SqliteConnection.ClearAllPools();

        File.Move(file, $"{file}.away");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/health")).Status);
        Assert.False(File.Exists(file));

        File.Move($"{file}.away", file);
        Assert.True(await browser.IsSignedInAsync());
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
    public async Task A_password_is_changed_with_all_that_belongs_to_it_or_not_at_all()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        IDisposable? outage = null;

        app.Database.BeforeNextSave(() => Task.FromResult(outage = app.Database.Outage()));
        var page = await browser.ChangePasswordAsync();
        outage!.Dispose();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.True(await other.IsSignedInAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
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
