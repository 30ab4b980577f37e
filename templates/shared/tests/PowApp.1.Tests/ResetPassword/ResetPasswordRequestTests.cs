using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Asking for the link.</summary>
public sealed class ResetPasswordRequestTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_known_address_gets_one_email_with_a_link()
    {
        var alice = await app.NewUser();

        Assert.Succeeds(await RequestAsync(alice.Email!));

        var mail = Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.StartsWith("http://localhost/reset-password/", mail.Link);
        Assert.Contains(mail.Link, mail.Html);
    }

    [Fact, Trait("Attack", "A06"), Trait("Attack", "A07")]
    public async Task The_answer_does_not_tell_whether_an_address_is_known()
    {
        var alice = await app.NewUser();
        var stranger = TestApp.NewAddress();

        var known = await RequestAsync(alice.Email!);
        var again = await RequestAsync(alice.Email!);
        var unknown = await RequestAsync(stranger);

        Assert.Equal(known.ShapeWithout(alice.Email!), again.ShapeWithout(alice.Email!));
        Assert.Equal(known.ShapeWithout(alice.Email!), unknown.ShapeWithout(stranger));
        Assert.Empty(await app.Mailbox.ToAsync(stranger));
    }

    /// <summary>Who an address belongs to is looked up when the email is written, so that a request does the same work either way.</summary>
    [Fact, Trait("Attack", "A07")]
    public async Task The_work_does_not_tell_whether_an_address_is_known()
    {
        var alice = await app.NewUser();

        Assert.Equal(await CommandsOfAsync(alice.Email!), await CommandsOfAsync(TestApp.NewAddress()));

        async Task<IEnumerable<string>> CommandsOfAsync(string email)
        {
            var visitor = app.NewVisitor();
            return await app.Database.CommandsOf(() => visitor.AskToResetPasswordAsync(email));
        }
    }

    [Fact, Trait("Attack", "A07")]
    public async Task Trouble_with_the_mail_server_does_not_tell_whether_an_address_is_known()
    {
        var alice = await app.NewUser();
        app.Mailbox.OnSend = _ => throw new IOException("The mail server is away.");

        Assert.Succeeds(await RequestAsync(alice.Email!));

        app.Mailbox.OnSend = null;
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
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
    public async Task One_that_is_too_long_is_none() => Assert.IsRefusedFor("email", await RequestAsync($"{new string('a', 300)}@example.com"));

    [Fact]
    public async Task What_is_no_address_counts_for_no_limit()
    {
        var visitor = app.NewVisitor();

        for (var i = 0; i < app.Accounts.Throttling.MailsPerHour; i++) Assert.IsRefusedFor("email", await visitor.AskToResetPasswordAsync("no address"));

        Assert.Succeeds(await visitor.AskToResetPasswordAsync(TestApp.NewAddress()));
    }

    [Theory, Trait("Attack", "A59")]
    [InlineData("{1}")]
    [InlineData("  {0} ")]
    [InlineData("{0}\u00A0")]
    [InlineData("\uFEFF{1}\u200B\t")]
    public async Task However_it_was_typed_the_email_goes_to_the_stored_address(string variant)
    {
        var alice = await app.NewUser();

        await RequestAsync(string.Format(variant, alice.Email, alice.Email!.ToUpperInvariant()));

        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Theory, Trait("Attack", "A59")]
    [InlineData("mi\u212Ae")] // Kelvin sign
    [InlineData("m\u0131ke")] // dotless i
    [InlineData("\uFF4Dike")] // full-width m
    [InlineData("mi\u200Bke")] // space of no width
    [InlineData("mike\u0301")] // combining accent
    [InlineData("m\u0456ke")] // Cyrillic i
    public async Task Nothing_that_only_looks_like_the_address_gets_an_email(string localPart)
    {
        var domain = $"{Guid.NewGuid():N}.example.com";
        await app.With((AccountService accounts) => accounts.CreateAsync(new($"mike@{domain}", TestApp.Password)));

        await RequestAsync($"{localPart}@{domain}");

        Assert.Empty(await app.Mailbox.ToAsync($"mike@{domain}"));
        Assert.Empty(await app.Mailbox.ToAsync($"{localPart}@{domain}"));
    }

    [Theory, Trait("Attack", "A58")]
    [InlineData("{0}, mallory@evil.test")]
    [InlineData("{0};mallory@evil.test")]
    [InlineData("{0}\r\nBcc: mallory@evil.test")]
    [InlineData("\"x\" <{0}>")]
    public async Task One_address_is_one_address(string variant)
    {
        var alice = await app.NewUser();

        await RequestAsync(string.Format(variant, alice.Email));

        Assert.Empty(await app.Mailbox.ToAsync("mallory@evil.test"));
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Theory, Trait("Attack", "A93")]
    [InlineData("%@{0}")]
    [InlineData("_@{0}")]
    [InlineData("*@{0}")]
    [InlineData("' OR '1'='1@{0}")]
    [InlineData("x' OR Email LIKE '%{0}")]
    public async Task No_pattern_stands_for_an_address(string pattern)
    {
        var domain = $"{Guid.NewGuid():N}.example.com";
        await app.NewUser(email: $"a@{domain}");

        var answer = await RequestAsync(string.Format(pattern, domain));

        Assert.True(answer.Succeeded || answer.ErrorOf("email") is not null, answer.ToString());

        Assert.Empty(await app.Mailbox.ToAsync($"a@{domain}"));
    }

    [Theory, Trait("Attack", "A67")]
    [InlineData("Host", "evil.test")]
    [InlineData("X-Forwarded-Host", "evil.test")]
    [InlineData("Forwarded", "host=evil.test")]
    public async Task A_request_has_no_say_in_where_the_link_leads(string header, string value)
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();
        visitor.Headers.Add(header, value);

        await visitor.AskToResetPasswordAsync(alice.Email!);

        Assert.All(await app.Mailbox.ToAsync(alice.Email), mail => Assert.StartsWith("http://localhost/", mail.Link));
    }

    [Fact]
    public async Task In_production_the_link_leads_to_the_public_origin()
    {
        await using var production = new ProductionApp();
        var alice = await production.NewUser();

        await production.NewVisitor().AskToResetPasswordAsync(alice.Email!);

        Assert.StartsWith("https://app.example/reset-password/", Assert.Single(await production.Mailbox.ToAsync(alice.Email)).Link);
    }

    private Task<Answer> RequestAsync(string email) => app.NewVisitor().AskToResetPasswordAsync(email);
}
