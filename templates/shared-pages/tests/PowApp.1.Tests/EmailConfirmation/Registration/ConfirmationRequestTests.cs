using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Asking for the link again.</summary>
public sealed class ConfirmationRequestTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();

    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact]
    public async Task The_page_asks_for_the_address_and_the_sign_in_page_leads_to_it()
    {
        var browser = app.NewBrowser();

        Assert.True((await browser.GetAsync(AccountPaths.SignIn)).LinksTo(AccountPaths.AskForConfirmation));
        var page = await browser.GetAsync(AccountPaths.AskForConfirmation);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.AsksFor("email", "email", page);
        Assert.True(page.LinksTo(AccountPaths.SignIn));
    }

    [Fact]
    public async Task A_new_link_takes_the_place_of_the_one_before_and_the_browser_is_still_known()
    {
        var browser = app.NewBrowser();
        await browser.RegisterAsync(_email);
        var before = (await app.Mailbox.ToAsync(_email))[^1].Link;

        Assert.LeadsTo(AccountPaths.SignIn, await RequestAsync(_email));

        var link = (await app.Mailbox.ToAsync(_email))[^1].Link;
        Assert.LeadsTo(AccountPaths.SignIn, await browser.GetAsync(before));
        await browser.ConfirmAsync(link);
        Assert.LeadsTo("/", await browser.SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A09")]
    public async Task The_answer_and_the_work_do_not_tell_whether_an_address_is_known()
    {
        var alice = await app.NewUser();
        await app.NewBrowser().RegisterAsync(_email);
        var stranger = TestApp.NewAddress();

        var answers = new List<string>();
        var commands = new List<string>();
        foreach (var email in new[] { alice.Email!, _email, stranger })
        {
            var browser = app.NewBrowser();
            var form = await browser.GetAsync(AccountPaths.AskForConfirmation);
            commands.Add(string.Join('\n', await app.Database.CommandsOf(async () =>
                answers.Add((await browser.SubmitAsync(form, new { email })).ShapeWithout(email)))));
        }

        Assert.Single(answers.Distinct());
        Assert.Single(commands.Distinct());
        Assert.Empty(await app.Mailbox.ToAsync(stranger));
        Assert.Equal("http://localhost/session/new", Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Link);
    }

    [Fact, Trait("Attack", "A09")]
    public async Task No_address_is_taken_from_the_URL() =>
        Assert.DoesNotContain(_email, (await app.NewBrowser().GetAsync($"{AccountPaths.AskForConfirmation}?email={_email}&Email={_email}")).Html);

    [Fact]
    public async Task It_needs_an_address()
    {
        Assert.Refuses("email", await RequestAsync(""));
    }

    [Theory, Trait("Attack", "A59")]
    [InlineData("mi\u212Ae")] // Kelvin sign
    [InlineData("m\u0131ke")] // dotless i
    [InlineData("\uFF4Dike")] // full-width m
    [InlineData("mi\u200Bke")] // space of no width
    [InlineData("m\u0456ke")] // Cyrillic i
    public async Task Nothing_that_only_looks_like_the_address_gets_a_mail(string localPart)
    {
        var domain = $"{Guid.NewGuid():N}.example.com";
        await app.NewBrowser().RegisterAsync($"mike@{domain}");
        Assert.Single(await app.Mailbox.ToAsync($"mike@{domain}"));

        await RequestAsync($"{localPart}@{domain}");

        Assert.Single(await app.Mailbox.ToAsync($"mike@{domain}"));
        Assert.Empty(await app.Mailbox.ToAsync($"{localPart}@{domain}"));
    }

    [Fact, Trait("Attack", "A59")]
    public async Task However_it_was_typed_the_mail_goes_to_the_stored_address()
    {
        await app.NewBrowser().RegisterAsync(_email);

        await RequestAsync($"  {_email.ToUpperInvariant()} ");

        Assert.Equal(2, (await app.Mailbox.ToAsync(_email)).Count);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task A_mailbox_gets_a_few_an_hour_and_the_answer_stays_the_same()
    {
        await app.NewBrowser().RegisterAsync(_email);
        var answers = new List<string>();

        for (var i = 0; i < 2 * Limits.MailsPerHourToAddress; i++) answers.Add((await RequestAsync(_email)).ShapeWithout(_email));

        Assert.Single(answers.Distinct());
        Assert.Equal(Limits.MailsPerHourToAddress, (await app.Mailbox.ToAsync(_email)).Count);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task One_source_may_ask_for_so_many_whosever_they_are()
    {
        var browser = app.NewBrowser();
        for (var i = 0; i < Limits.MailsPerHour; i++) await browser.SubmitAsync(AccountPaths.AskForConfirmation, new { email = TestApp.NewAddress() });

        var page = await browser.SubmitAsync(AccountPaths.AskForConfirmation, new { email = _email });

        Assert.MustWait(TimeSpan.FromHours(1), page);
        Assert.Equal(_email, page.Field("email").Value);
    }

    private Task<Page> RequestAsync(string email) => app.NewBrowser().SubmitAsync(AccountPaths.AskForConfirmation, new { email });
}
