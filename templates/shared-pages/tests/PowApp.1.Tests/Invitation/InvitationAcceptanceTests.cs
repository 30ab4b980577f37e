using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Creating an account through the mailed link.</summary>
public sealed class InvitationAcceptanceTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _invitee = TestApp.NewAddress();

    [Fact]
    public async Task The_page_shows_the_address_and_asks_twice_for_a_password()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));

        var page = await browser.GetAsync(AccountPaths.AcceptInvitation);

        Assert.Equal((_invitee, true), (page.Field("email").Value, page.Field("email").IsReadOnly));
        Assert.AsksFor("password", "password", page);
        Assert.AsksFor("passwordConfirmation", "password", page);
        Assert.True(page.LinksTo(AccountPaths.SignIn));
    }

    [Fact]
    public async Task It_creates_an_account_and_signs_in_to_it()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));

        Assert.LeadsTo("/", await browser.AcceptAsync());

        Assert.Contains(_invitee, (await browser.GetAsync("/")).Text);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name.EndsWith("-invitation"));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync((await UserOf(_invitee))!));
    }

    [Fact, Trait("Attack", "A78")]
    public async Task The_account_gets_the_invited_address_whatever_the_form_says()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));
        var form = await browser.GetAsync(AccountPaths.AcceptInvitation);
        var (forged, id) = (TestApp.NewAddress(), Guid.NewGuid().ToString());
        string[] addresses = ["Email", "InvitedAddress", "Address", "Invitation.Address", "User.Email"];
        string[] others = ["Id", "InviterId", "SecurityStamp", "User.Id", "Invitation.Id"];
        (string, string)[] forgeries = [.. addresses.Select(name => (name, forged)), .. others.Select(name => (name, id))];

        var refused = await browser.PostAsync(AccountPaths.AcceptInvitation, [("__RequestVerificationToken", form.Token), .. forgeries]);
        Assert.Equal(_invitee, refused.Field("email").Value);
        Assert.LeadsTo("/", await browser.PostAsync(AccountPaths.AcceptInvitation,
        [
            ("__RequestVerificationToken", form.Token), ("Password", TestApp.Password), ("PasswordConfirmation", TestApp.Password), .. forgeries,
        ]));

        Assert.Null(await UserOf(forged));
        Assert.NotEqual(id, (await UserOf(_invitee))!.Id.ToString());
    }

    [Fact, Trait("Attack", "A52")]
    public async Task The_secret_leaves_the_address_bar_at_once()
    {
        var link = await app.InvitationTo(_invitee);
        var browser = app.NewBrowser();

        var page = await browser.GetAsync(link);
        Assert.LeadsTo(AccountPaths.AcceptInvitation, page);
        Assert.Equal(["no-referrer"], page.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("max-age=600", Assert.Single(browser.SetCookies, cookie => cookie.Contains("-invitation=")));

        Assert.DoesNotContain(SecretOf(link), (await browser.FollowAsync(page)).Html);
    }

    [Fact, Trait("Attack", "A45")]
    public async Task A_link_works_once()
    {
        var link = await app.InvitationTo(_invitee);
        var (browser, second) = (await app.OpenInvitationAsync(link), await app.OpenInvitationAsync(link));
        var form = await second.GetAsync(AccountPaths.AcceptInvitation);
        await browser.AcceptAsync();

        AssertNotValid(await app.NewBrowser().GetAsync(link));
        AssertNotValid(await second.AcceptAsync(form, "the password of a thief"));
        Assert.Null(second.Session);
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(_invitee));
    }

    [Fact, Trait("Attack", "A51")]
    public async Task A_link_works_for_a_week()
    {
        var link = await app.InvitationTo(_invitee);

        app.Clock.Advance(app.Accounts.Invitation.LinkLifetime - TimeSpan.FromSeconds(1));
        var browser = await app.OpenInvitationAsync(link);
        var form = await browser.GetAsync(AccountPaths.AcceptInvitation);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        AssertNotValid(await app.NewBrowser().GetAsync(link));
        AssertNotValid(await browser.GetAsync(AccountPaths.AcceptInvitation));
        AssertNotValid(await browser.AcceptAsync(form));
        Assert.Null(await UserOf(_invitee));
    }

    [Theory, Trait("Attack", "A53")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Looking_at_a_link_does_not_use_it_up(string method)
    {
        var link = await app.InvitationTo(_invitee);
        var scanner = app.NewBrowser();
        scanner.Headers.Add("Purpose", "prefetch");

        for (var look = 0; look < 3; look++)
            foreach (var url in new[] { link, AccountPaths.AcceptInvitation })
                await scanner.SendAsync(new HttpRequestMessage(new HttpMethod(method), url));

        Assert.Null(await UserOf(_invitee));
        Assert.LeadsTo("/", await (await app.OpenInvitationAsync(link)).AcceptAsync());
    }

    [Theory, Trait("Attack", "A92")]
    [InlineData("eleven char", "eleven char", "password")]
    [InlineData("passwordpassword", "passwordpassword", "password")]
    [InlineData("", "", "password")]
    [InlineData(TestApp.Password, "another one", "passwordConfirmation")]
    public async Task A_password_that_is_refused_does_not_use_it_up(string password, string passwordConfirmation, string field)
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));

        var page = await browser.SubmitAsync(AccountPaths.AcceptInvitation, new { password, passwordConfirmation });

        Assert.Refuses(field, page);
        Assert.Equal(_invitee, page.Field("email").Value);
        Assert.Null(await UserOf(_invitee));
        Assert.LeadsTo("/", await browser.AcceptAsync(page));
    }

    [Fact, Trait("Attack", "A92")]
    public async Task The_own_address_is_no_password()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));

        Assert.Refuses("password", await browser.AcceptAsync(_invitee));
    }

    [Fact, Trait("Attack", "A50")]
    public async Task Any_other_secret_is_refused_alike()
    {
        var secret = SecretOf(await app.InvitationTo(_invitee));
        var invitation = await app.Db(db => db.Set<Invitation>().AsNoTracking().SingleAsync(row => row.Address == _invitee));
        string[] others =
        [
            "x", secret[1..], secret + "A", secret + "=", (secret[0] is 'A' ? 'B' : 'A') + secret[1..], secret.ToUpperInvariant(), $"%20{secret}", "%20",
            "null", "%2500", "%252B", new string('A', 8000), invitation.Id.ToString(), Convert.ToHexString(invitation.TokenHash!),
        ];

        foreach (var other in others)
        {
            var browser = app.NewBrowser();
            AssertNotValid(await browser.GetAsync(AccountPaths.InvitationLink.Replace("{token}", other)));
            Assert.DoesNotContain(browser.SetCookies, cookie => cookie.Contains("-invitation="));
        }
    }

    [Theory, Trait("Attack", "A50")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bogus")]
    public async Task Without_a_link_there_is_no_form(string? secret)
    {
        await (await app.SignedInAs(await app.NewUser())).InviteAsync(TestApp.NewAddress()); // Its mail is not written, nor is there a secret.
        var stranger = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));
        var form = await stranger.GetAsync(AccountPaths.AcceptInvitation);
        var cookie = stranger.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-invitation"));
        if (secret is null) cookie.Expired = true;
        else cookie.Value = secret;

        AssertNotValid(await stranger.GetAsync(AccountPaths.AcceptInvitation));
        AssertNotValid(await stranger.AcceptAsync(form));
        Assert.Null(stranger.Session);
    }

    [Fact, Trait("Attack", "A120")]
    public async Task A_link_that_is_not_valid_shows_no_address()
    {
        var inviter = await app.SignedInAs(await app.NewUser());
        var link = await app.InvitationOf(inviter, _invitee);
        var browser = await app.OpenInvitationAsync(link);
        var form = await browser.GetAsync(AccountPaths.AcceptInvitation);
        await inviter.PressAsync(AccountPaths.Invitations, "Revoke");

        Func<Task<Page>>[] tries = [() => browser.GetAsync(link), () => browser.GetAsync(AccountPaths.AcceptInvitation), () => browser.AcceptAsync(form)];
        foreach (var open in tries)
        {
            var page = await open();
            AssertNotValid(page);
            var next = await browser.FollowAsync(page);
            Assert.NotNull(next.Notice);
            Assert.DoesNotContain(_invitee, page.Html + next.Html);
        }
    }

    [Fact]
    public async Task A_form_that_was_open_for_too_long_comes_back_and_works()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));

        var page = await browser.PostAsync(AccountPaths.AcceptInvitation, ("Password", TestApp.Password), ("PasswordConfirmation", TestApp.Password));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(await UserOf(_invitee));
        Assert.LeadsTo("/", await browser.AcceptAsync(page));
    }

    [Fact, Trait("Attack", "A49")]
    public async Task A_secret_is_good_for_one_purpose()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var secret = SecretOf(await app.InvitationTo(_invitee));
        var forger = browser.Copy();
        forger.SetSession(secret);

        Assert.False(await forger.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(AccountPaths.AccountChange.With(secret))).Status);
        AssertNotValid(await app.NewBrowser().GetAsync(AccountPaths.InvitationLink.With(browser.Session!)));

        await browser.ChangeEmailAsync(TestApp.NewAddress());
        var undo = (await app.Mailbox.ToAsync(alice.Email))[^1].Secret;
        AssertNotValid(await app.NewBrowser().GetAsync(AccountPaths.InvitationLink.With(undo)));
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_the_hash_of_the_secret_is_kept_and_no_log_tells_it()
    {
        var secret = "";

        var log = await app.Log.Of(async () =>
        {
            var link = await app.InvitationTo(_invitee);
            secret = SecretOf(link);
            Assert.False(app.Keeps(secret));
            await (await app.OpenInvitationAsync(link)).AcceptAsync();
        });

        Assert.DoesNotContain(secret, log);
        Assert.Null((await app.Db(db => db.Set<Invitation>().SingleAsync(row => row.Address == _invitee))).TokenHash);
    }

    [Fact]
    public async Task Who_is_signed_in_stays_who_they_are()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var link = await app.InvitationTo(_invitee);

        var page = await browser.GetAsync(link);

        Assert.LeadsTo("/", page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.LeadsTo("/", await browser.GetAsync(AccountPaths.AcceptInvitation));
        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
        await app.OpenInvitationAsync(link);
    }

    [Fact]
    public async Task Who_signed_in_since_the_page_was_opened_stays_who_they_are()
    {
        var alice = await app.NewUser();
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));
        await browser.SignInAsync(alice);
        var token = (await browser.GetAsync("/")).Token;

        Assert.LeadsTo("/", await browser.PostAsync(
            AccountPaths.AcceptInvitation,
            ("__RequestVerificationToken", token), ("Password", TestApp.NewPassword), ("PasswordConfirmation", TestApp.NewPassword)));

        Assert.Null(await UserOf(_invitee));
        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
    }

    [Fact, Trait("Attack", "A10")]
    public async Task Who_has_an_account_by_now_is_led_to_sign_in_and_the_inviter_sees_nothing_of_it()
    {
        var inviter = await app.SignedInAs(await app.NewUser());
        var link = await app.InvitationOf(inviter, _invitee);
        var browser = await app.OpenInvitationAsync(link);
        var list = await ListAsync();
        await app.NewUser(email: _invitee);

        var page = await browser.AcceptAsync(TestApp.NewPassword);

        Assert.LeadsTo(AccountPaths.SignIn, page);
        Assert.Contains("account", (await browser.FollowAsync(page)).Notice);
        Assert.Null(browser.Session);
        AssertNotValid(await app.NewBrowser().GetAsync(link));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(_invitee));
        Assert.Equal(list, await ListAsync());

        async Task<string> ListAsync() => (await inviter.GetAsync(AccountPaths.Invitations)).Document.QuerySelector("main ul")!.TextContent;
    }

    [Fact, Trait("Attack", "A97")]
    public async Task Of_many_at_once_one_counts()
    {
        for (var round = 0; round < 20; round++)
        {
            var address = TestApp.NewAddress();
            var browser = await app.OpenInvitationAsync(await app.InvitationTo(address));
            var form = await browser.GetAsync(AccountPaths.AcceptInvitation);
            var tries = Enumerable.Range(0, 20).Select(i => (browser: browser.Copy(), password: $"the password of number {i}")).ToList();

            await Task.WhenAll(tries.Select(one => one.browser.AcceptAsync(form, one.password)));

            var winner = Assert.Single(tries, one => one.browser.Session is not null);
            Assert.True((await app.With((AccountService accounts) => accounts.AuthenticateAsync(address, winner.password))).Succeeded);
            Assert.Equal(1, await app.Db(db => db.Set<User>().CountAsync(user => user.NormalizedEmail == address)));
        }
    }

    [Fact, Trait("Attack", "A97")]
    public async Task It_is_accepted_or_revoked_and_never_both()
    {
        var accepted = 0;
        for (var round = 0; round < 20; round++)
        {
            var address = TestApp.NewAddress();
            var inviter = await app.SignedInAs(await app.NewUser());
            var browser = await app.OpenInvitationAsync(await app.InvitationOf(inviter, address));
            var (list, form) = (await inviter.GetAsync(AccountPaths.Invitations), await browser.GetAsync(AccountPaths.AcceptInvitation));

            var (accept, revoke) = (browser.AcceptAsync(form), inviter.PressAsync(list, "Revoke"));
            await Task.WhenAll(accept, revoke);

            var isRevoked = (await revoke).Status is HttpStatusCode.SeeOther;
            Assert.Equal(isRevoked ? AccountPaths.SignIn : "/", (await accept).Location);
            Assert.Equal(isRevoked, await UserOf(address) is null);
            Assert.Equal(isRevoked ? 0 : 1, await app.Db(db => db.Set<Invitation>().CountAsync(row => row.Address == address)));
            accepted += isRevoked ? 0 : 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Accepted {accepted} of 20.");
    }

    [Fact, Trait("Attack", "A97")]
    public async Task One_that_is_revoked_a_moment_before_makes_no_account()
    {
        var inviter = await app.SignedInAs(await app.NewUser());
        var browser = await app.OpenInvitationAsync(await app.InvitationOf(inviter, _invitee));
        var (list, form) = (await inviter.GetAsync(AccountPaths.Invitations), await browser.GetAsync(AccountPaths.AcceptInvitation));

        app.Database.BeforeNextSave(() => inviter.PressAsync(list, "Revoke"));

        AssertNotValid(await browser.AcceptAsync(form));
        Assert.Null(browser.Session);
        Assert.Null(await UserOf(_invitee));
    }

    [Fact, Trait("Attack", "A97")]
    public async Task One_that_is_accepted_a_moment_before_is_not_revoked()
    {
        var inviter = await app.SignedInAs(await app.NewUser());
        var browser = await app.OpenInvitationAsync(await app.InvitationOf(inviter, _invitee));
        var (list, form) = (await inviter.GetAsync(AccountPaths.Invitations), await browser.GetAsync(AccountPaths.AcceptInvitation));

        app.Database.BeforeNextUpdate(() => browser.AcceptAsync(form));

        Assert.Equal(HttpStatusCode.NotFound, (await inviter.PressAsync(list, "Revoke")).Status);
        Assert.NotNull(await UserOf(_invitee));
    }

    /// <summary>The newer mail takes the place of the older one, even if that is being accepted right now.</summary>
    [Fact, Trait("Attack", "A97")]
    public async Task One_that_is_mailed_again_a_moment_before_is_not_accepted_through_the_older_link()
    {
        var inviter = await app.SignedInAs(await app.NewUser());
        var browser = await app.OpenInvitationAsync(await app.InvitationOf(inviter, _invitee));
        var form = await browser.GetAsync(AccountPaths.AcceptInvitation);
        await inviter.InviteAsync(_invitee);

        app.Database.BeforeNextSave(app.Mailbox.DeliverAsync);

        AssertNotValid(await browser.AcceptAsync(form));
        Assert.Null(await UserOf(_invitee));
        await app.OpenInvitationAsync((await app.Mailbox.ToAsync(_invitee))[^1].Link);
    }

    [Fact]
    public async Task In_production_its_cookie_is_for_this_host_and_https_alone()
    {
        await using var production = new ProductionApp();
        var link = await production.InvitationTo(_invitee);
        Assert.StartsWith("https://app.example/invitations/", link);

        var browser = await production.OpenInvitationAsync(link);

        var cookie = Assert.Single(browser.SetCookies, cookie => cookie.Contains("-invitation="));
        Assert.StartsWith("__Host-", cookie);
        Assert.EndsWith("; max-age=600; path=/; secure; samesite=lax; httponly", cookie);
    }

    private static string SecretOf(string link) => link.Split('/')[^1];

    private static void AssertNotValid(Page page) => Assert.LeadsTo(AccountPaths.SignIn, page);

    private Task<User?> UserOf(string email) => app.Db(db => db.Set<User>().AsNoTracking().SingleOrDefaultAsync(user => user.Email == email));
}
