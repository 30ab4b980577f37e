using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Asking for the link again.</summary>
public sealed class ConfirmationRequestTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();

    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact]
    public async Task A_new_link_takes_the_place_of_the_one_before()
    {
        var visitor = app.NewVisitor();
        await visitor.RegisterAsync(_email);
        var before = (await app.Mailbox.ToAsync(_email))[^1].Secret;

        Assert.Succeeds(await RequestAsync(_email));

        var secret = (await app.Mailbox.ToAsync(_email))[^1].Secret;
        Assert.False((await visitor.ConfirmEmailAsync(before)).Succeeded);
        Assert.Succeeds(await visitor.ConfirmEmailAsync(secret));
        Assert.Succeeds(await visitor.SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A09")]
    public async Task The_answer_and_the_work_do_not_tell_whether_an_address_is_known()
    {
        var alice = await app.NewUser();
        await app.NewVisitor().RegisterAsync(_email);
        var stranger = TestApp.NewAddress();

        var answers = new List<string>();
        var commands = new List<string>();
        foreach (var email in new[] { alice.Email!, _email, stranger })
        {
            var visitor = app.NewVisitor();
            commands.Add(string.Join('\n', await app.Database.CommandsOf(async () =>
                answers.Add((await visitor.AskToConfirmEmailAsync(email)).ShapeWithout(email)))));
        }

        Assert.Single(answers.Distinct());
        Assert.Single(commands.Distinct());
        Assert.Empty(await app.Mailbox.ToAsync(stranger));
        Assert.Equal("http://localhost/session/new", Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Link);
    }

    [Theory]
    [InlineData("", "Enter your email address.")]
    [InlineData(" \u200B", "Enter your email address.")]
    [InlineData("no address", "Enter a valid email address, such as name@example.com.")]
    public async Task It_needs_an_address(string email, string message)
    {
        var answer = await RequestAsync(email);

        Assert.IsRefusedFor("email", answer);
        Assert.Equal(message, answer.ErrorOf("email"));
    }

    [Fact]
    public async Task What_is_pasted_around_the_address_is_not_part_of_it()
    {
        await app.NewVisitor().RegisterAsync($"{_email}\u200B");
        Assert.Single(await app.Mailbox.ToAsync(_email));

        Assert.Succeeds(await RequestAsync($"\u00A0{_email}"));

        Assert.Equal(2, (await app.Mailbox.ToAsync(_email)).Count);
    }

    [Theory, Trait("Attack", "A59")]
    [InlineData("mi\u212Ae")] // Kelvin sign
    [InlineData("m\u0131ke")] // dotless i
    [InlineData("\uFF4Dike")] // full-width m
    [InlineData("mi\u200Bke")] // space of no width
    [InlineData("m\u0456ke")] // Cyrillic i
    public async Task Nothing_that_only_looks_like_the_address_gets_an_email(string localPart)
    {
        var domain = $"{Guid.NewGuid():N}.example.com";
        await app.NewVisitor().RegisterAsync($"mike@{domain}");
        Assert.Single(await app.Mailbox.ToAsync($"mike@{domain}"));

        await RequestAsync($"{localPart}@{domain}");

        Assert.Single(await app.Mailbox.ToAsync($"mike@{domain}"));
        Assert.Empty(await app.Mailbox.ToAsync($"{localPart}@{domain}"));
    }

    [Fact, Trait("Attack", "A59")]
    public async Task However_it_was_typed_the_email_goes_to_the_stored_address()
    {
        await app.NewVisitor().RegisterAsync(_email);

        await RequestAsync($"  {_email.ToUpperInvariant()} ");

        Assert.Equal(2, (await app.Mailbox.ToAsync(_email)).Count);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task A_mailbox_gets_a_few_an_hour_and_the_answer_stays_the_same()
    {
        await app.NewVisitor().RegisterAsync(_email);
        var answers = new List<string>();

        for (var i = 0; i < 2 * Limits.MailsPerHourToAddress; i++) answers.Add((await RequestAsync(_email)).ShapeWithout(_email));

        Assert.Single(answers.Distinct());
        Assert.Equal(Limits.MailsPerHourToAddress, (await app.Mailbox.ToAsync(_email)).Count);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task One_source_may_ask_for_so_many_whosever_they_are()
    {
        var visitor = app.NewVisitor();
        for (var i = 0; i < Limits.MailsPerHour; i++) await visitor.AskToConfirmEmailAsync(TestApp.NewAddress());

        Assert.IsToWait(TimeSpan.FromHours(1), await visitor.AskToConfirmEmailAsync(_email));
    }

    private Task<Answer> RequestAsync(string email) => app.NewVisitor().AskToConfirmEmailAsync(email);
}
