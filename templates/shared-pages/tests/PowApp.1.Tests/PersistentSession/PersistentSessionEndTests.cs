using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What ends a session also ends that its browser stays signed in.</summary>
public sealed class PersistentSessionEndTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A117")]
    public async Task Coming_back_to_a_session_that_has_ended_leaves_a_line()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        await app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword));

        Assert.Contains("Warning ResumeRefused", await app.Log.Of(() => browser.GetAsync("/")));
    }

    [Fact]
    public async Task Coming_back_to_a_page_of_a_session_that_has_ended_leads_to_the_sign_in_page_which_says_so()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        await app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword));

        var page = await browser.GetAsync(AccountPaths.Account);

        Assert.LeadsTo(AccountPaths.WithRequestPath(AccountPaths.SignIn, AccountPaths.Account), page);
        Assert.Contains("session has ended", (await browser.FollowAsync(page)).Notice);
    }

    [Fact, Trait("Attack", "A18"), Trait("Attack", "A42")]
    public async Task Signing_out_ends_it_here_and_nowhere_else()
    {
        var alice = await app.NewUser();
        var (browser, other) = (app.NewVisitor(), await app.ClosedAfterSignIn(alice));
        await browser.SignInPersistentlyAsync(alice);
        var copy = browser.ClosedCopy();

        await browser.SignOutAsync();

        Assert.Null(browser.RenewalToken);
        Assert.False(await copy.IsSignedInAsync());
        Assert.True(await other.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A42")]
    public async Task Signing_out_ends_it_in_the_very_request_that_came_back()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        await browser.SignInPersistentlyAsync(alice);
        var page = await browser.GetAsync("/");
        var copy = browser.ClosedCopy();
        app.Clock.Advance(app.Accounts.Sessions.IdleTimeout);

        Assert.LeadsTo(AccountPaths.SignIn, await browser.PressAsync(page, "Sign out"));

        Assert.Null(browser.RenewalToken);
        Assert.False(await browser.IsSignedInAsync());
        Assert.False(await copy.IsSignedInAsync());
        Assert.Equal(0, await CountAsync(alice));
    }

    [Fact, Trait("Attack", "A39")]
    public async Task The_cookie_is_erased_with_the_attributes_it_was_set_with()
    {
        var browser = app.NewVisitor();
        await browser.SignInPersistentlyAsync(await app.NewUser());

        await browser.SignOutAsync();

        var cookies = browser.SetCookies.Where(cookie => cookie.Contains("-persistent=")).Select(cookie => cookie.Split("; ").Skip(1)).ToList();
        Assert.Equal(2, cookies.Count);
        Assert.Equal(
            cookies[0].Where(attribute => !attribute.StartsWith("max-age=")),
            cookies[1].Where(attribute => attribute is not "expires=Thu, 01 Jan 1970 00:00:00 GMT"));
    }

    [Theory, Trait("Attack", "A23"), Trait("Attack", "A42")]
    [InlineData("End session")]
    [InlineData("End all other sessions")]
    public async Task Another_device_ends_it_while_it_sleeps(string button)
    {
        var alice = await app.NewUser();
        var sleeping = await app.ClosedAfterSignIn(alice);
        app.Clock.Advance(TimeSpan.FromDays(2));
        var browser = await app.SignedInAs(alice);

        Assert.LeadsTo(AccountPaths.Sessions, await browser.PressAsync(AccountPaths.Sessions, button));

        Assert.False(await sleeping.IsSignedInAsync());
        Assert.Null(sleeping.RenewalToken);
        Assert.True(await browser.IsSignedInAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A19"), Trait("Attack", "A42")]
    public async Task A_new_password_ends_it_on_every_device()
    {
        var alice = await app.NewUser();
        var (browser, other) = (app.NewVisitor(), await app.ClosedAfterSignIn(alice));
        await browser.SignInPersistentlyAsync(alice);
        var copy = browser.ClosedCopy();

        await browser.ChangePasswordAsync();

        await AssertOnlyThisSession(browser, copy, other);
    }

    [Fact, Trait("Attack", "A19"), Trait("Attack", "A42")]
    public async Task A_new_address_ends_it_on_every_device()
    {
        var alice = await app.NewUser();
        var (browser, other) = (app.NewVisitor(), await app.ClosedAfterSignIn(alice));
        await browser.SignInPersistentlyAsync(alice);

        await app.ChangeEmailOf(alice, TestApp.NewAddress());

        Assert.False(await browser.IsSignedInAsync());
        Assert.False(await other.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A21"), Trait("Attack", "A42")]
    public async Task Deleting_the_account_ends_it()
    {
        var alice = await app.NewUser();
        var (browser, other) = (app.NewVisitor(), await app.ClosedAfterSignIn(alice));
        await browser.SignInPersistentlyAsync(alice);
        var copy = browser.ClosedCopy();

        await browser.DeleteAccountAsync();

        Assert.Null(browser.RenewalToken);
        Assert.False(await copy.IsSignedInAsync());
        Assert.False(await other.IsSignedInAsync());
        Assert.Null(other.RenewalToken);
    }

    /// <summary>The stamp alone does it: no row was touched.</summary>
    [Fact, Trait("Attack", "A42")]
    public async Task Any_change_of_address_or_password_ends_it_without_a_word_to_the_owner()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        await app.Db(db => db.Set<User>().Where(user => user.Id == alice.Id)
            .ExecuteUpdateAsync(user => user.SetProperty(u => u.SecurityStamp, "another")));

        Assert.False(await browser.IsSignedInAsync());

        Assert.Null(browser.RenewalToken);
        Assert.Equal(1, await CountAsync(alice));
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Theory, Trait("Attack", "A16")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signing_in_again_leaves_nothing_of_the_session_before(bool persistently)
    {
        var (alice, mallory) = (await app.NewUser(), await app.NewUser());
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(AccountPaths.SignIn);
        var planted = await app.ClosedAfterSignIn(mallory);
        browser.TakeCookiesOf(planted, named: name => name.EndsWith("-persistent", StringComparison.Ordinal));

        var expired = await browser.SubmitAsync(form, new { alice.Email, TestApp.Password });
        Assert.LeadsTo("/", await browser.SubmitAsync(expired, new { alice.Email, TestApp.Password, persistentSession = persistently }));

        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
        Assert.Equal(persistently, browser.RenewalToken is not null);
        Assert.Equal(persistently, await browser.ClosedCopy().IsSignedInAsync());
        Assert.False(await planted.IsSignedInAsync());
        Assert.Equal((1, 0), (await CountAsync(alice), await CountAsync(mallory)));
    }

    /// <summary>Here the request has a good session, and a token that belongs to another one.</summary>
    [Fact, Trait("Attack", "A16")]
    public async Task Signing_in_ends_what_the_browser_could_have_come_back_to()
    {
        var (alice, mallory) = (await app.NewUser(), await app.NewUser());
        var browser = await app.SignedInAs(mallory);
        var token = (await browser.GetAsync("/")).Token;
        browser.TakeCookiesOf(await app.ClosedAfterSignIn(mallory), named: name => name.EndsWith("-persistent", StringComparison.Ordinal));

        Assert.LeadsTo("/", await browser.PostAsync(
            AccountPaths.SignIn, ("Email", alice.Email!), ("Password", TestApp.Password), ("__RequestVerificationToken", token)));

        Assert.Null(browser.RenewalToken);
        Assert.Equal((1, 0), (await CountAsync(alice), await CountAsync(mallory)));
    }

    private async Task AssertOnlyThisSession(Browser browser, Browser copy, Browser other)
    {
        Assert.True(await browser.IsSignedInAsync());
        Assert.Null(browser.RenewalToken);
        Assert.False(await copy.IsSignedInAsync());
        Assert.False(await other.IsSignedInAsync());
        Assert.False(await browser.ClosedCopy().IsSignedInAsync());
    }

    private Task<int> CountAsync(User user) => app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == user.Id));
}
