using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A new address takes the place of the one before when its owner confirms it.</summary>
public sealed class ConfirmEmailChangeTests(TestApp app) : IClassFixture<TestApp>, IDisposable
{
    private const string Undo = "Restore my email";

    private readonly string _email = TestApp.NewAddress();
    private readonly EmailConfirmationLimits _limits = app.Accounts.EmailConfirmation;

    public void Dispose() => app.Mailbox.OnSend = null;

    [Fact]
    public void It_ships_with_the_number_it_should() => Assert.Equal(TimeSpan.FromHours(1), _limits.ChangeLinkLifetime);

    [Fact, Trait("Attack", "A61")]
    public async Task The_old_address_stays_until_the_new_one_is_confirmed()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);

        var page = await browser.ChangeEmailAsync(_email);

        Assert.LeadsTo(AccountPaths.Account, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
        Assert.Refuses(await app.NewBrowser().SignInAsync(_email));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));

        Assert.LeadsTo(AccountPaths.Account, await browser.ConfirmAsync(await LinkAsync()));

        Assert.Contains(_email, (await browser.GetAsync("/")).Text);
        Assert.Refuses(await app.NewBrowser().SignInAsync(alice));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A19")]
    public async Task Confirming_ends_all_sessions_and_starts_a_new_one_here()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        await browser.ChangeEmailAsync(_email);
        var copy = browser.Copy();
        Assert.True(await other.IsSignedInAsync());

        await browser.ConfirmAsync(await LinkAsync());

        Assert.True(await browser.IsSignedInAsync());
        Assert.NotEqual(copy.Session, browser.Session);
        Assert.False(await copy.IsSignedInAsync());
        Assert.False(await other.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A122")]
    public async Task Confirming_is_not_giving_the_password()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await browser.ChangeEmailAsync(_email);
        app.Clock.Advance(app.Accounts.Sessions.FreshFor);

        await browser.ConfirmAsync(await LinkAsync());

        Assert.StartsWith(AccountPaths.Reauthenticate, (await browser.PostAsync(
            AccountPaths.EndOtherSessions, ("__RequestVerificationToken", (await browser.GetAsync("/")).Token))).Location);
    }

    [Fact]
    public async Task Elsewhere_it_signs_nobody_in()
    {
        var browser = app.NewBrowser();
        var page = await browser.ConfirmAsync(await LinkOfChangeAsync(await app.NewUser()));

        Assert.LeadsTo(AccountPaths.SignIn, page);
        Assert.Null(browser.Session);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
        Assert.LeadsTo("/", await browser.SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A54")]
    public async Task Who_is_signed_in_as_somebody_else_stays_that_user()
    {
        var bob = await app.NewUser();
        var browser = await app.SignedInAs(bob);
        var value = browser.Session;

        Assert.LeadsTo(AccountPaths.SignIn, await browser.ConfirmAsync(await LinkOfChangeAsync(await app.NewUser())));

        Assert.Equal(value, browser.Session);
        Assert.Contains(bob.Email!, (await browser.GetAsync("/")).Text);
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A12")]
    public async Task The_answer_does_not_tell_whether_somebody_has_the_address()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());

        var (free, freeCommands) = await AskAsync(_email);
        var (taken, takenCommands) = await AskAsync(alice.Email!);

        Assert.LeadsTo(AccountPaths.Account, free);
        Assert.Equal(free.ShapeWithout(_email), taken.ShapeWithout(alice.Email!));
        Assert.Equal(freeCommands, takenCommands);
        Assert.Equal(bob.Email, (await UserAsync(bob)).Email);

        async Task<(Page, IEnumerable<string>)> AskAsync(string email)
        {
            var browser = await app.SignedInAs(bob);
            var form = await browser.GetAsync(AccountPaths.Account);
            Page? page = null;
            var commands = await app.Database.CommandsOf(async () => page = await browser.SubmitAsync(form, new { email, currentPassword = TestApp.Password }));
            await app.Mailbox.DeliverAsync();
            await browser.ChangeEmailAsync(bob.Email!); // So that each starts without a change that waits.
            return (page!, commands);
        }
    }

    [Fact, Trait("Attack", "A12")]
    public async Task The_owner_of_a_taken_address_is_told_and_gets_no_link()
    {
        var alice = await app.NewUser();

        var variant = alice.Email!.Replace("user", "USER");

        await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync(variant);

        Assert.Empty(await app.Mailbox.ToAsync(variant));
        Assert.Equal("", Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Link);
    }

    [Fact, Trait("Attack", "A61")]
    public async Task The_old_address_is_told_and_can_take_it_back_before_it_is_confirmed()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        await intruder.ChangeEmailAsync(_email);
        var link = await LinkAsync();
        var accomplice = app.NewBrowser();
        var form = await accomplice.OpenAsync(link);

        Assert.LeadsTo(AccountPaths.SignIn, await app.NewBrowser().PressAsync(await UndoLinkAsync(alice), Undo));

        Assert.False(await intruder.IsSignedInAsync());
        AssertNotValid(await accomplice.ConfirmAsync(form));
        AssertNotValid(await app.NewBrowser().GetAsync(link));
        Assert.Equal(alice.Email, (await UserAsync(alice)).Email);
    }

    [Fact, Trait("Attack", "A61")]
    public async Task And_after_it_was()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        await intruder.ChangeEmailAsync(_email);
        await intruder.ConfirmAsync(await LinkAsync());
        Assert.True(await intruder.IsSignedInAsync());

        Assert.LeadsTo(AccountPaths.SignIn, await app.NewBrowser().PressAsync(await UndoLinkAsync(alice), Undo));

        Assert.False(await intruder.IsSignedInAsync());
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
    }

    /// <summary>The owner of the account has changed the password, while a mail server of the intruder took its time.</summary>
    [Fact, Trait("Attack", "A47")]
    public async Task A_change_of_the_password_ends_the_link_even_if_its_mail_is_yet_to_be_written()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());
        var link = await LinkOfChangeAsync(alice);
        await ChangePasswordOf(alice);
        AssertNotValid(await app.NewBrowser().GetAsync(link));

        var late = TestApp.NewAddress();
        app.Mailbox.OnSend = _ => throw new IOException("The mail server is slow.");
        await (await app.SignedInAs(bob)).ChangeEmailAsync(late);
        await app.Mailbox.DeliverAsync();
        await ChangePasswordOf(bob);
        app.Mailbox.OnSend = null;
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await app.Mailbox.ToAsync(late));
    }

    [Fact, Trait("Attack", "A47")]
    public async Task A_change_of_the_password_at_the_same_moment_ends_it_too()
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);

        app.Database.BeforeNextSave(() => ChangePasswordOf(alice));
        await intruder.ChangeEmailAsync(_email);

        Assert.Empty(await app.Mailbox.ToAsync(_email));
    }

    [Fact]
    public async Task A_later_change_takes_the_place_of_one_that_waits()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        await browser.ChangeEmailAsync(_email);
        var link = await LinkAsync();

        var later = TestApp.NewAddress();
        await browser.ChangeEmailAsync(later);

        AssertNotValid(await app.NewBrowser().GetAsync(link));
        await browser.ConfirmAsync((await app.Mailbox.ToAsync(later))[^1].Link);
        Assert.Equal(later, (await UserAsync(alice)).Email);
    }

    [Fact]
    public async Task The_own_address_again_takes_it_back()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        await browser.ChangeEmailAsync(_email);
        var link = await LinkAsync();
        var told = (await app.Mailbox.ToAsync(alice.Email)).Count;

        Assert.LeadsTo(AccountPaths.Account, await browser.ChangeEmailAsync(alice.Email!));

        AssertNotValid(await app.NewBrowser().GetAsync(link));
        Assert.Equal(told, (await app.Mailbox.ToAsync(alice.Email)).Count);
    }

    [Fact, Trait("Attack", "A95")]
    public async Task An_address_that_was_taken_in_the_meantime_is_refused()
    {
        var alice = await app.NewUser();
        var link = await LinkOfChangeAsync(alice);
        await app.NewUser(email: _email);

        Assert.Refuses(await app.NewBrowser().ConfirmAsync(link));

        Assert.Equal(alice.Email, (await UserAsync(alice)).Email);
    }

    [Fact, Trait("Attack", "A95")]
    public async Task So_is_one_that_is_taken_at_this_moment()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        var form = await browser.OpenAsync(await LinkOfChangeAsync(alice));

        app.Database.BeforeNextSave(() => app.NewUser(email: _email));

        Assert.Refuses(await browser.ConfirmAsync(form));
        Assert.Equal(alice.Email, (await UserAsync(alice)).Email);
    }

    [Fact, Trait("Attack", "A45")]
    public async Task A_link_works_once()
    {
        var alice = await app.NewUser();
        var link = await LinkOfChangeAsync(alice);
        var (browser, second) = (app.NewBrowser(), app.NewBrowser());
        var form = await second.OpenAsync(link);
        await browser.ConfirmAsync(link);

        AssertNotValid(await app.NewBrowser().GetAsync(link));
        AssertNotValid(await second.ConfirmAsync(form));
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name.EndsWith("-confirm-email"));
        Assert.False(await app.Db(db => db.Set<AccountToken>().AnyAsync(token => token.UserId == alice.Id && token.SentTo == _email)));
    }

    [Fact, Trait("Attack", "A96")]
    public async Task Of_many_uses_at_once_one_counts()
    {
        var link = await LinkOfChangeAsync(await app.NewUser());
        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            var browser = app.NewBrowser();
            return (browser, form: await browser.OpenAsync(link));
        }));

        var pages = await Task.WhenAll(tries.Select(one => one.browser.ConfirmAsync(one.form)));

        var confirmed = await Task.WhenAll(pages.Zip(tries).Select(async one =>
            one.First.Location is not null && (await one.Second.browser.FollowAsync(one.First)).Notice!.Contains("is confirmed")));
        Assert.Single(confirmed, isConfirmed => isConfirmed);
    }

    [Fact, Trait("Attack", "A51")]
    public async Task A_link_works_for_an_hour()
    {
        var link = await LinkOfChangeAsync(await app.NewUser());
        app.Clock.Advance(_limits.ChangeLinkLifetime - TimeSpan.FromSeconds(1));
        var browser = app.NewBrowser();
        var form = await browser.OpenAsync(link);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        AssertNotValid(await app.NewBrowser().GetAsync(link));
        AssertNotValid(await browser.GetAsync(AccountPaths.ConfirmEmail));
        AssertNotValid(await browser.ConfirmAsync(form));
    }

    [Fact]
    public void The_link_that_takes_a_change_back_works_for_at_least_as_long()
    {
        var options = new AccountOptions { UndoChangeWithin = _limits.ChangeLinkLifetime - TimeSpan.FromSeconds(1) };

        Assert.True(new EmailConfirmationOptionsValidator().Validate(null, options).Failed);
        Assert.True(new EmailConfirmationOptionsValidator().Validate(null, new AccountOptions()).Succeeded);
    }

    [Theory, Trait("Attack", "A53")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Looking_at_a_link_confirms_nothing(string method)
    {
        var alice = await app.NewUser();
        var link = await LinkOfChangeAsync(alice);

        var scanner = app.NewBrowser();
        scanner.Headers.Add("Purpose", "prefetch");
        foreach (var url in new[] { link, link, AccountPaths.ConfirmEmail }) await scanner.SendAsync(new HttpRequestMessage(new HttpMethod(method), url));

        Assert.Equal(alice.Email, (await UserAsync(alice)).Email);
        Assert.LeadsTo(AccountPaths.SignIn, await app.NewBrowser().ConfirmAsync(link));
    }

    [Fact, Trait("Attack", "A52")]
    public async Task The_secret_leaves_the_address_bar_at_once()
    {
        var link = await LinkOfChangeAsync(await app.NewUser());
        var browser = app.NewBrowser();

        var page = await browser.GetAsync(link);

        Assert.LeadsTo(AccountPaths.ConfirmEmail, page);
        Assert.Equal(["no-referrer"], page.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("max-age=600", Assert.Single(browser.SetCookies, cookie => cookie.Contains("-confirm-email=")));
        var form = await browser.FollowAsync(page);
        Assert.Contains(_email, form.Text);
        Assert.DoesNotContain(SecretOf(link), form.Html);
    }

    [Fact, Trait("Attack", "A09"), Trait("Attack", "A50")]
    public async Task Any_other_secret_is_refused_alike()
    {
        var alice = await app.NewUser();
        var secret = SecretOf(await LinkOfChangeAsync(alice));
        string[] others =
        [
            "x", secret[1..], secret + "A", secret + "=", (secret[0] is 'A' ? 'B' : 'A') + secret[1..], secret.ToUpperInvariant(), $"%20{secret}", "%20",
            "null", "%2500", "%252B", new string('A', 8000), alice.Id.ToString(), alice.SecurityStamp!,
        ];

        var answers = new List<string>();
        foreach (var other in others)
        {
            var page = await app.NewBrowser().GetAsync(AccountPaths.ConfirmEmailLink.Replace("{token}", other));
            AssertNotValid(page);
            answers.Add(page.ShapeWithout(other));
        }

        Assert.Single(answers.Distinct());
    }

    [Theory, Trait("Attack", "A09"), Trait("Attack", "A50")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bogus")]
    public async Task Without_a_link_nothing_is_confirmed(string? secret)
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        var form = await browser.OpenAsync(await LinkOfChangeAsync(alice));
        var cookie = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.EndsWith("-confirm-email"));
        if (secret is null) cookie.Expired = true;
        else cookie.Value = secret;

        AssertNotValid(await browser.GetAsync(AccountPaths.ConfirmEmail));
        AssertNotValid(await browser.ConfirmAsync(form));
        Assert.Equal(alice.Email, (await UserAsync(alice)).Email);
    }

    [Fact, Trait("Attack", "A49")]
    public async Task A_secret_is_good_for_one_purpose()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        await browser.ChangeEmailAsync(_email);
        var (secret, undo) = (SecretOf(await LinkAsync()), SecretOf(await UndoLinkAsync(alice)));
        var forger = browser.Copy();
        forger.SetSession(secret);

        Assert.False(await forger.IsSignedInAsync());
        AssertNotValid(await app.NewBrowser().GetAsync(AccountPaths.ConfirmEmailLink.With(undo)));
        AssertNotValid(await app.NewBrowser().GetAsync(AccountPaths.ConfirmEmailLink.With(browser.Session!)));
        Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().GetAsync(AccountPaths.AccountChange.With(secret))).Status);
    }

    [Fact, Trait("Attack", "A55")]
    public async Task Only_the_hash_of_the_secret_is_kept_and_no_log_tells_it()
    {
        var alice = await app.NewUser();
        var secret = "";

        var log = await app.Log.Of(async () =>
        {
            var link = await LinkOfChangeAsync(alice);
            secret = SecretOf(link);
            Assert.False(app.Keeps(secret));
            await app.NewBrowser().ConfirmAsync(link);
        });

        Assert.NotEmpty(log);
        Assert.DoesNotContain(secret, log);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task A_mailbox_gets_a_few_an_hour_and_the_answer_stays_the_same()
    {
        var most = app.Accounts.Throttling.MailsPerHourToAddress;
        var browser = await app.SignedInAs(await app.NewUser());

        for (var i = 0; i < most; i++) await browser.ChangeEmailAsync(_email);
        var link = await LinkAsync();

        Assert.LeadsTo(AccountPaths.Account, await browser.ChangeEmailAsync(_email));

        Assert.Equal(most, (await app.Mailbox.ToAsync(_email)).Count);
        Assert.LeadsTo(AccountPaths.Account, await browser.ConfirmAsync(link));
    }

    private static string SecretOf(string link) => link.Split('/')[^1];

    private static void AssertNotValid(Page page) => Assert.LeadsTo(AccountPaths.SignIn, page);

    private Task<User> UserAsync(User user) => app.Db(db => db.Set<User>().AsNoTracking().SingleAsync(row => row.Id == user.Id));

    private Task ChangePasswordOf(User user) =>
        app.With((AccountService accounts) => accounts.ChangePasswordAsync(user.Id, TestApp.Password, TestApp.NewPassword));

    /// <summary>Asks for the new address, and returns the link that it gets.</summary>
    private async Task<string> LinkOfChangeAsync(User user)
    {
        await (await app.SignedInAs(user)).ChangeEmailAsync(_email);
        return await LinkAsync();
    }

    private async Task<string> LinkAsync() => (await app.Mailbox.ToAsync(_email))[^1].Link;

    private async Task<string> UndoLinkAsync(User user) => (await app.Mailbox.ToAsync(user.Email))[^1].Link;
}
