using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Tests;

/// <summary>The link "this was not me" in the notice of a changed address: the owner's last way back into the account.</summary>
public sealed partial class UndoEmailChangeTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Undo = "Restore my email";

    [Fact]
    public async Task It_restores_the_address_and_ends_all_sessions()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var link = await LinkOfChangeAsync(alice, intruder);
        var browser = app.NewBrowser();

        var form = await browser.GetAsync(link);
        Assert.Contains(alice.Email!, form.Text);
        var page = await browser.PressAsync(form, Undo);

        Assert.LeadsTo(AccountPaths.SignIn, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Null(browser.Session);
        Assert.False(await intruder.IsSignedInAsync());
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A45")]
    public async Task It_works_once()
    {
        var alice = await app.NewUser();
        var link = await LinkOfChangeAsync(alice, await app.SignedInAs(alice));
        var browser = app.NewBrowser();
        var form = await browser.GetAsync(link);
        await browser.PressAsync(form, Undo);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PressAsync(form, Undo)).Status);
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Of_two_uses_at_once_one_counts()
    {
        var alice = await app.NewUser();
        var link = await LinkOfChangeAsync(alice, await app.SignedInAs(alice));
        var (browser, faster) = (app.NewBrowser(), app.NewBrowser());
        var form = await browser.GetAsync(link);

        app.Database.BeforeNextSave(() => faster.PressAsync(link, Undo));

        Assert.Refuses(await browser.PressAsync(form, Undo));
    }

    [Fact, Trait("Attack", "A51")]
    public async Task It_works_for_a_day()
    {
        var alice = await app.NewUser();
        var link = await LinkOfChangeAsync(alice, await app.SignedInAs(alice));

        app.Clock.Advance(app.Accounts.UndoChangeWithin - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await app.NewBrowser().GetAsync(link)).Status);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(link)).Status);
    }

    [Fact, Trait("Attack", "A51")]
    public async Task Links_that_are_over_are_cleared_away()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        await LinkOfChangeAsync(alice, await app.SignedInAs(alice));
        app.Clock.Advance(app.Accounts.UndoChangeWithin + TimeSpan.FromSeconds(1));
        await LinkOfChangeAsync(bob, await app.SignedInAs(bob));

        await app.With((Janitor janitor) => janitor.CleanAsync(TestContext.Current.CancellationToken));

        Assert.Equal([bob.Id], await app.Db(db => db.Set<AccountToken>()
            .Where(token => token.UserId == alice.Id || token.UserId == bob.Id).Select(token => token.UserId).Distinct().ToListAsync()));
    }

    [Theory, Trait("Attack", "A53")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Looking_at_it_changes_nothing(string method)
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var link = await LinkOfChangeAsync(alice, intruder);

        var scanner = app.NewBrowser();
        scanner.Headers.Add("Purpose", "prefetch");
        for (var look = 0; look < 3; look++) await scanner.SendAsync(new HttpRequestMessage(new HttpMethod(method), link));

        Assert.True(await intruder.IsSignedInAsync());
        Assert.LeadsTo(AccountPaths.SignIn, await app.NewBrowser().PressAsync(link, Undo));
    }

    [Fact]
    public async Task It_survives_another_change_of_the_address_and_of_the_password()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var link = await LinkOfChangeAsync(alice, intruder);

        await intruder.ChangeEmailAsync(TestApp.NewAddress());
        await intruder.ChangePasswordAsync("a word of the intruder");
        await app.Mailbox.DeliverAsync();

        Assert.LeadsTo(AccountPaths.SignIn, await app.NewBrowser().PressAsync(link, Undo));
        Assert.Equal(alice.Email, (await UserAsync(alice.Id)).Email);
    }

    /// <summary>An intruder who changes the address twice gets a notice too, in a mailbox of his own.</summary>
    [Fact]
    public async Task It_survives_that_a_later_change_is_undone()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var link = await LinkOfChangeAsync(alice, intruder);
        var changed = await UserAsync(alice.Id);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        var linkOfTheIntruder = await LinkOfChangeAsync(changed, intruder);
        await app.NewBrowser().PressAsync(linkOfTheIntruder, Undo);

        Assert.LeadsTo(AccountPaths.SignIn, await app.NewBrowser().PressAsync(link, Undo));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task Using_it_ends_the_links_of_later_changes()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var link = await LinkOfChangeAsync(alice, intruder);
        var changed = await UserAsync(alice.Id);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var linkOfTheIntruder = await LinkOfChangeAsync(changed, intruder);

        await app.NewBrowser().PressAsync(link, Undo);

        Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(linkOfTheIntruder)).Status);
    }

    [Fact, Trait("Attack", "A47")]
    public async Task The_order_of_the_changes_counts_and_not_that_of_their_mails()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        app.Mailbox.OnSend = _ => throw new IOException("The mail server is away.");
        await intruder.ChangeEmailAsync(TestApp.NewAddress());
        await app.Mailbox.DeliverAsync();
        app.Mailbox.OnSend = null;
        var changed = await UserAsync(alice.Id);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var linkOfTheIntruder = await LinkOfChangeAsync(changed, intruder);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await app.NewBrowser().PressAsync((await app.Mailbox.ToAsync(alice.Email))[^1].Link, Undo);

        Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(linkOfTheIntruder)).Status);
    }

    /// <summary>An intruder can make a mail server of his own wait until the owner has acted.</summary>
    [Fact, Trait("Attack", "A47")]
    public async Task A_notice_that_arrives_after_its_use_opens_nothing()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var link = await LinkOfChangeAsync(alice, intruder);
        var changed = await UserAsync(alice.Id);
        await intruder.ChangeEmailAsync(TestApp.NewAddress());

        await app.NewBrowser().PressAsync(link, Undo);

        foreach (var late in await app.Mailbox.ToAsync(changed.Email))
            Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(late.Link)).Status);
    }

    [Fact, Trait("Attack", "A47")]
    public async Task A_notice_that_is_being_written_while_it_is_used_opens_nothing()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var link = await LinkOfChangeAsync(alice, intruder);
        var changed = await UserAsync(alice.Id);
        await intruder.ChangeEmailAsync(TestApp.NewAddress());

        app.Database.BeforeNextSave(() => app.NewBrowser().PressAsync(link, Undo));

        foreach (var late in await app.Mailbox.ToAsync(changed.Email))
            Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(late.Link)).Status);
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_the_hash_of_its_secret_is_kept_and_no_log_tells_it()
    {
        var alice = await app.NewUser();
        var secret = "";

        var log = await app.Log.Of(async () =>
        {
            var link = await LinkOfChangeAsync(alice, await app.SignedInAs(alice));
            secret = link.Split('/')[^1];
            Assert.False(app.Keeps(secret));
        });

        Assert.NotEmpty(log);
        Assert.DoesNotContain(secret, log);
    }

    [Fact, Trait("Attack", "A50")]
    public async Task Any_other_secret_is_refused_alike()
    {
        var alice = await app.NewUser();
        var secret = (await LinkOfChangeAsync(alice, await app.SignedInAs(alice))).Split('/')[^1];
        string[] others =
        [
            "x", secret[1..], secret + "A", secret + "=", (secret[0] is 'A' ? 'B' : 'A') + secret[1..], secret.ToUpperInvariant(), $"%20{secret}", "%20",
            "null", "%2500", "%252B", new string('A', 8000), alice.Id.ToString(), alice.SecurityStamp!,
        ];

        foreach (var other in others)
            Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(AccountPaths.AccountChange.Replace("{token}", other))).Status);
    }

    [Fact, Trait("Attack", "A49")]
    public async Task It_is_no_session_and_a_session_is_no_link()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var secret = (await LinkOfChangeAsync(alice, browser)).Split('/')[^1];
        var forger = browser.Copy();
        forger.SetSession(secret);

        Assert.False(await forger.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(AccountPaths.AccountChange.With(browser.Session!))).Status);
    }

    [Fact, Trait("Attack", "A52")]
    public async Task Its_page_tells_the_secret_to_nobody()
    {
        var alice = await app.NewUser();
        var link = await LinkOfChangeAsync(alice, await app.SignedInAs(alice));

        var page = await app.NewBrowser().GetAsync(link);

        Assert.Equal(["no-referrer"], page.Headers.GetValues("Referrer-Policy"));
        Assert.All(page.Document.QuerySelectorAll("link[href], img[src], script[src]"), element =>
            Assert.StartsWith("/", element.GetAttribute("href") ?? element.GetAttribute("src")));
    }

    private Task<User> UserAsync(Guid id) => app.Db(db => db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == id));

    /// <summary>Changes the address and returns the link in the notice to the old one.</summary>
    private async Task<string> LinkOfChangeAsync(User user, Browser browser)
    {
        Assert.LeadsTo(AccountPaths.Account, await browser.ChangeEmailAsync(TestApp.NewAddress()));
        return (await app.Mailbox.ToAsync(user.Email))[^1].Link;
    }
}
