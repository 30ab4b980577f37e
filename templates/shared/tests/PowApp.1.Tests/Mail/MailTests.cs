using System.Text.RegularExpressions;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class MailTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task An_email_has_a_text_and_the_same_as_HTML()
    {
        var mail = await NoticeToAsync(await app.NewUser(), app);

        Assert.Contains(app.Accounts.AppName, mail.Text);
        Assert.Contains(mail.Subject, mail.Html);
        Assert.Contains(mail.Link, mail.Html);
        Assert.EndsWith("\n", mail.Text);
    }

    [Fact, Trait("Attack", "A83")]
    public async Task What_the_app_is_called_cannot_become_markup()
    {
        await using var shop = new TestApp { Settings = { ["Accounts:AppName"] = "<b>Tom & \"Jerry\"</b>" } };

        var mail = await NoticeToAsync(await shop.NewUser(), shop);

        Assert.Contains("<b>Tom & \"Jerry\"</b>", mail.Text);
        Assert.DoesNotContain("<b>Tom", mail.Html);
    }

    [Fact]
    public async Task The_sender_is_configured()
    {
        await using var shop = new TestApp { Settings = { ["Mail:From"] = "Shop <hello@shop.example>" } };

        Assert.Equal("\"Shop\" <hello@shop.example>", (await NoticeToAsync(await shop.NewUser(), shop)).From);
    }

    [Fact]
    public async Task It_says_that_a_machine_wrote_it_and_not_which()
    {
        await using var shop = new TestApp { Settings = { ["Mail:From"] = "Shop <hello@shop.example>" } };

        var mail = await NoticeToAsync(await shop.NewUser(), shop);

        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.EndsWith("@shop.example>", mail.Header("Message-Id"));
    }

    [Theory, Trait("Attack", "A156")]
    [InlineData("shop.example", "shop.example")]
    [InlineData("b\u00FCcher.example", "xn--bcher-kva.example")]
    public async Task Its_id_is_random_and_does_not_tell_when_it_was_written(string domain, string asciiDomain)
    {
        await using var shop = new TestApp { Settings = { ["Mail:From"] = $"Shop <hello@{domain}>" } };

        var (one, other) = (await IdAsync(), await IdAsync());

        Assert.NotEqual(one[..16], other[..16]);
        Assert.NotEqual(one[16..], other[16..]);

        async Task<string> IdAsync()
        {
            var id = Regex.Match((await NoticeToAsync(await shop.NewUser(), shop)).Header("Message-Id")!, $"^<([0-9a-f]{{64}})@{Regex.Escape(asciiDomain)}>$");
            Assert.True(id.Success);
            return id.Groups[1].Value;
        }
    }

    [Theory, Trait("Attack", "A58")]
    [InlineData("o'brien+{0}")]
    [InlineData("pelé{0}")]
    [InlineData("{0}=customer/department!x%y&z")]
    [InlineData("用户{0}")]
    public async Task It_goes_to_the_stored_address_and_nowhere_else(string localPart)
    {
        var email = string.Format(localPart, Guid.NewGuid().ToString("N")) + "@example.com";
        await app.With((AccountService accounts) => accounts.CreateAsync(new(email, TestApp.Password)));
        var visitor = app.NewVisitor();
        await visitor.SignInAsync(email);
        await visitor.ChangeEmailAsync(TestApp.NewAddress());

        Assert.Single(await app.Mailbox.ToAsync(email));
    }

    [Theory, Trait("Attack", "A82")]
    [InlineData("=?utf-8?q?x=0D=0ABcc?=")]
    [InlineData("x%0d%0abcc")]
    [InlineData("{0}{to}")]
    public async Task Nothing_in_an_address_or_a_header_adds_to_an_email(string name)
    {
        var email = $"{name}.{Guid.NewGuid():N}@example.com";
        await app.NewUser(email: email);
        var visitor = app.NewVisitor();
        visitor.Headers.TryAddWithoutValidation("User-Agent", $"{name} =?utf-8?q?=0D=0ABcc:_mallory=40evil.test?=");
        await visitor.SignInAsync(email);
        await visitor.ChangeEmailAsync(TestApp.NewAddress());

        var mail = Assert.Single(await app.Mailbox.ToAsync(email));
        Assert.Equal(["From", "Date", "Subject", "Message-Id", "To", "Auto-Submitted"], mail.Headers);
        Assert.DoesNotContain("mallory@evil.test", mail.Source);
    }

    [Theory, Trait("Attack", "A67")]
    [InlineData("Host", "evil.test")]
    [InlineData("X-Forwarded-Host", "evil.test")]
    [InlineData("X-Host", "evil.test")]
    [InlineData("Forwarded", "host=evil.test")]
    [InlineData("X-Original-URL", "http://evil.test/")]
    public async Task A_request_has_no_say_in_where_a_link_leads(string header, string value)
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        visitor.Headers.Add(header, value);

        await visitor.ChangeEmailAsync(TestApp.NewAddress());

        Assert.All(await app.Mailbox.ToAsync(alice.Email), mail => Assert.StartsWith("http://localhost/", mail.Link));
        Assert.All(await app.Mailbox.ToAsync(alice.Email), mail => Assert.DoesNotContain("evil.test", mail.Source));
    }

    private static async Task<SentMail> NoticeToAsync(User user, TestApp shop)
    {
        var visitor = await shop.SignedInAs(user);
        await visitor.ChangeEmailAsync(TestApp.NewAddress());
        return Assert.Single(await shop.Mailbox.ToAsync(user.Email));
    }
}
