using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The page behind the link of an invitation.</summary>
public sealed class InvitationAcceptancePageTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _invitee = TestApp.NewAddress();

    [Fact]
    public async Task The_page_shows_the_address_and_asks_twice_for_a_password()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));

        var page = await browser.GetAsync(InvitationPaths.Accept);

        Assert.Equal((_invitee, true), (page.Field("email").Value, page.Field("email").IsReadOnly));
        Assert.AsksFor("password", "password", page);
        Assert.AsksFor("passwordConfirmation", "password", page);
        Assert.True(page.LinksTo(AccountPaths.SignIn));
        Assert.Equal(_invitee, (await browser.AcceptAsync(page, "too short")).Field("email").Value);
    }

    [Fact]
    public async Task It_leads_home()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));

        Assert.LeadsTo("/", await browser.AcceptAsync());

        Assert.Contains(_invitee, (await browser.GetAsync("/")).Text);
    }

    [Fact, Trait("Attack", "A78")]
    public async Task The_account_gets_the_invited_address_whatever_the_form_says()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));
        var form = await browser.GetAsync(InvitationPaths.Accept);
        var (forged, id) = (TestApp.NewAddress(), Guid.NewGuid().ToString());
        string[] addresses = ["Email", "InvitedAddress", "Address", "Invitation.Address", "User.Email"];
        string[] others = ["Id", "InviterId", "SecurityStamp", "User.Id", "Invitation.Id"];
        (string, string)[] forgeries =
        [
            (LinkCookie.Field, form.Field(LinkCookie.Field).Value), .. addresses.Select(name => (name, forged)), .. others.Select(name => (name, id)),
        ];

        var refused = await browser.PostAsync(InvitationPaths.Accept, [("__RequestVerificationToken", form.Token), .. forgeries]);
        Assert.Equal(_invitee, refused.Field("email").Value);
        Assert.LeadsTo("/", await browser.PostAsync(InvitationPaths.Accept,
        [
            ("__RequestVerificationToken", form.Token), ("Password", TestApp.Password), ("PasswordConfirmation", TestApp.Password), .. forgeries,
        ]));

        Assert.Null(await UserOf(forged));
        Assert.NotEqual(id, (await UserOf(_invitee))!.Id.ToString());
    }

    [Fact, Trait("Attack", "A52")]
    public async Task The_secret_leaves_the_address_bar_at_once()
    {
        var secret = await app.InvitationTo(_invitee);
        var browser = app.NewVisitor();

        var page = await browser.GetAsync(InvitationPaths.Link.With(secret));
        Assert.LeadsTo(InvitationPaths.Accept, page);
        Assert.Equal(["no-referrer"], page.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("max-age=600", Assert.Single(browser.SetCookies, cookie => cookie.Contains("-invitation=")));

        Assert.DoesNotContain(secret, (await browser.FollowAsync(page)).Html);
    }

    [Theory, Trait("Attack", "A53")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Looking_at_a_link_does_not_use_it_up(string method)
    {
        var secret = await app.InvitationTo(_invitee);
        var scanner = app.NewVisitor();
        scanner.Headers.Add("Purpose", "prefetch");

        for (var look = 0; look < 3; look++)
            foreach (var url in new[] { InvitationPaths.Link.With(secret), InvitationPaths.Accept })
                await scanner.SendAsync(new HttpRequestMessage(new HttpMethod(method), url));

        Assert.Null(await UserOf(_invitee));
        Assert.LeadsTo("/", await (await app.OpenInvitationAsync(secret)).AcceptAsync());
    }

    [Theory, Trait("Attack", "A50")]
    [InlineData("x")]
    [InlineData("%20")]
    [InlineData("%2500")]
    [InlineData("%252B")]
    public async Task A_link_that_is_not_valid_leads_to_sign_in(string secret)
    {
        var browser = app.NewVisitor();

        AssertIsNotValid(await browser.GetAsync(InvitationPaths.Link.Replace("{token}", secret)));

        Assert.DoesNotContain(browser.SetCookies, cookie => cookie.Contains("-invitation="));
    }

    [Theory, Trait("Attack", "A50")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bogus")]
    public async Task Without_a_link_there_is_no_form(string? secret)
    {
        await (await app.SignedInAs(await app.NewUser())).InviteAsync(TestApp.NewAddress()); // Its email is not written, nor is there a secret.
        var stranger = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));
        var form = await stranger.GetAsync(InvitationPaths.Accept);
        var cookie = stranger.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-invitation"));
        if (secret is null) cookie.Expired = true;
        else cookie.Value = secret;

        AssertIsNotValid(await stranger.GetAsync(InvitationPaths.Accept));
        AssertIsNotValid(await stranger.AcceptAsync(form));
        Assert.Null(stranger.Session);
    }

    [Fact, Trait("Attack", "A45"), Trait("Attack", "A51")]
    public async Task A_form_that_is_open_ends_with_its_link()
    {
        var secret = await app.InvitationTo(_invitee);
        var (browser, second) = (await app.OpenInvitationAsync(secret), await app.OpenInvitationAsync(secret));
        var form = await second.GetAsync(InvitationPaths.Accept);
        await browser.AcceptAsync();
        AssertIsNotValid(await second.AcceptAsync(form, "the password of a thief"));
        Assert.Null(second.Session);

        var late = await app.OpenInvitationAsync(await app.InvitationTo(TestApp.NewAddress()));
        var lateForm = await late.GetAsync(InvitationPaths.Accept);
        app.Clock.Advance(app.Accounts.Invitation.LinkLifetime);
        AssertIsNotValid(await late.GetAsync(InvitationPaths.Accept));
        AssertIsNotValid(await late.AcceptAsync(lateForm));
    }

    [Fact, Trait("Attack", "A120")]
    public async Task A_link_that_is_not_valid_shows_no_address()
    {
        var inviter = await app.SignedInAs(await app.NewUser());
        var secret = await app.InvitationOf(inviter, _invitee);
        var browser = await app.OpenInvitationAsync(secret);
        var form = await browser.GetAsync(InvitationPaths.Accept);
        await inviter.PressAsync(InvitationPaths.List, "Revoke");

        Func<Task<Page>>[] tries =
        [
            () => browser.GetAsync(InvitationPaths.Link.With(secret)), () => browser.GetAsync(InvitationPaths.Accept), () => browser.AcceptAsync(form),
        ];
        foreach (var open in tries)
        {
            var page = await open();
            AssertIsNotValid(page);
            var next = await browser.FollowAsync(page);
            Assert.NotNull(next.Notice);
            Assert.DoesNotContain(_invitee, page.Html + next.Html);
        }
    }

    [Fact]
    public async Task A_form_that_was_open_for_too_long_comes_back_and_works()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));

        var page = await browser.PostAsync(InvitationPaths.Accept, ("Password", TestApp.Password), ("PasswordConfirmation", TestApp.Password));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(await UserOf(_invitee));
        Assert.LeadsTo("/", await browser.AcceptAsync(page));
    }

    [Fact, Trait("Attack", "A166")]
    public async Task A_form_creates_the_account_that_its_own_page_shows_or_none()
    {
        var other = TestApp.NewAddress();
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));
        var form = await browser.GetAsync(InvitationPaths.Accept);
        await browser.GetAsync(InvitationPaths.Link.With(await app.InvitationTo(other)));

        var page = await browser.AcceptAsync(form);

        AssertIsNotValid(page);
        Assert.Contains("Another link", (await browser.FollowAsync(page)).Notice);
        Assert.Null(await UserOf(_invitee));
        Assert.Null(await UserOf(other));
        Assert.LeadsTo("/", await browser.AcceptAsync());
        Assert.NotNull(await UserOf(other));
    }

    [Fact]
    public async Task Sent_twice_it_signs_in_twice_to_one_account()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));
        var form = await browser.GetAsync(InvitationPaths.Accept);
        var lost = browser.Copy();
        await lost.AcceptAsync(form);

        Assert.LeadsTo("/", await browser.AcceptAsync(form));

        Assert.Equal(lost.Session, browser.Session);
    }

    [Fact]
    public async Task A_browser_that_no_longer_has_the_link_is_told_to_open_it_again()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));
        var form = await browser.GetAsync(InvitationPaths.Accept);
        browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-invitation")).Expired = true;

        foreach (var open in new[] { () => browser.AcceptAsync(form), () => browser.GetAsync(InvitationPaths.Accept) })
            Assert.Contains("Open the link in the email again", (await browser.FollowAsync(await open())).Notice);
    }

    [Fact, Trait("Attack", "A49")]
    public async Task The_secret_is_no_session_and_a_session_is_no_secret()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var forger = browser.Copy();
        forger.SetSession(await app.InvitationTo(_invitee));

        Assert.False(await forger.IsSignedInAsync());
        AssertIsNotValid(await app.NewVisitor().GetAsync(InvitationPaths.Link.With(browser.Session!)));
    }

    [Fact]
    public async Task Who_is_signed_in_stays_who_they_are()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var secret = await app.InvitationTo(_invitee);

        var page = await browser.GetAsync(InvitationPaths.Link.With(secret));

        Assert.LeadsTo("/", page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.LeadsTo("/", await browser.GetAsync(InvitationPaths.Accept));
        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
        await app.OpenInvitationAsync(secret);
    }

    [Fact]
    public async Task Who_signed_in_since_the_page_was_opened_stays_who_they_are()
    {
        var alice = await app.NewUser();
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));
        await browser.SignInAsync(alice);
        var token = (await browser.GetAsync("/")).Token;

        Assert.LeadsTo("/", await browser.PostAsync(
            InvitationPaths.Accept,
            ("__RequestVerificationToken", token), ("Password", TestApp.NewPassword), ("PasswordConfirmation", TestApp.NewPassword)));

        Assert.Null(await UserOf(_invitee));
        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
    }

    [Fact, Trait("Attack", "A10")]
    public async Task Who_has_an_account_by_now_is_led_to_sign_in()
    {
        var browser = await app.OpenInvitationAsync(await app.InvitationTo(_invitee));
        await app.NewUser(email: _invitee);

        var page = await browser.AcceptAsync(TestApp.NewPassword);

        Assert.LeadsTo(AccountPaths.SignIn, page);
        Assert.Contains("account", (await browser.FollowAsync(page)).Notice);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task In_production_its_cookie_is_for_this_host_and_https_alone()
    {
        await using var production = new ProductionApp();

        var browser = await production.OpenInvitationAsync(await production.InvitationTo(_invitee));

        var cookie = Assert.Single(browser.SetCookies, cookie => cookie.Contains("-invitation="));
        Assert.StartsWith("__Host-", cookie);
        Assert.EndsWith("; max-age=600; path=/; secure; samesite=lax; httponly", cookie);
    }

    private static void AssertIsNotValid(Page page) => Assert.LeadsTo(AccountPaths.SignIn, page);

    private Task<User?> UserOf(string email) => app.Db(db => db.Set<User>().AsNoTracking().SingleOrDefaultAsync(user => user.Email == email));
}
