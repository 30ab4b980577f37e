using System.Net;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

public sealed class SmtpMailSenderTests
{
    [Fact]
    public async Task It_hands_an_email_to_the_server_of_this_machine()
    {
        using var server = new PlainMailServer();

        await SendAsync("localhost", server);

        Assert.Contains("Subject: Hello", server.Received);
    }

    /// <summary>"127.1" is this machine by a name that the sender does not know to be so, as every other server is.</summary>
    [Fact]
    public async Task It_hands_nothing_to_another_one_that_cannot_encrypt()
    {
        using var server = new PlainMailServer();

        await Assert.ThrowsAsync<NotSupportedException>(() => SendAsync("127.1", server));

        Assert.DoesNotContain("Hello", server.Received);
    }

    [Fact]
    public async Task It_gives_a_server_up_that_never_answers()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var clock = new FakeTimeProvider();

        var sending = SendAsync("localhost", ((IPEndPoint)silent.LocalEndpoint).Port, clock);
        clock.Advance(TimeSpan.FromMinutes(2));

        await Assert.ThrowsAsync<TimeoutException>(() => sending);
    }

    [Theory, Trait("Attack", "A160")]
    [InlineData("550 no such user", "550")]
    [InlineData("551 <alice@example.com>: User not local", "551")]
    [InlineData("553 Mailbox name not allowed", "553")]
    [InlineData("550 5.1.1 <alice@example.com>: Recipient address rejected", "550 5.1.1")]
    [InlineData("550-5.1.1 The email account that you tried to reach does not exist.\r\n550 5.1.1 Try again.", "550 5.1.1")]
    [InlineData("556 5.1.10 Recipient address has null MX", "556 5.1.10")]
    [InlineData("552 5.2.2 Mailbox full", "552 5.2.2")]
    [InlineData("554 5.2.1 Mailbox disabled", "554 5.2.1")]
    [InlineData("553 sorry, this address does not exist (#5.1.1)", "553 5.1.1")]
    [InlineData("550 <relay@example.com>: no such user", "550")]
    public async Task It_says_that_a_recipient_is_refused_for_good(string answer, string code)
    {
        using var server = new PlainMailServer { RecipientAnswer = answer };

        var refused = await Assert.ThrowsAsync<RecipientRefusedException>(() => SendAsync("localhost", server));

        Assert.Equal($"The mail server answered {code}.", refused.Message);
    }

    [Theory]
    [InlineData("450 4.2.1 Mailbox busy")]
    [InlineData("452 4.2.2 Mailbox full")]
    [InlineData("550 5.7.1 Relaying denied")]
    [InlineData("550 relay not permitted")]
    [InlineData("550 Sender verify failed")]
    [InlineData("550 Administrative prohibition")]
    [InlineData("550 Rejected, because 192.0.2.1 is in a black list")]
    [InlineData("550 Authentication is required")]
    [InlineData("553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)")]
    [InlineData("550 5.1.7 <app@example.com>: Sender address rejected")]
    [InlineData("550 5.1.8 <app@example.com>: Sender address rejected: Domain not found")]
    [InlineData("554 Client host [5.1.1.7] blocked")]
    [InlineData("554 Client host [10.5.1.1] blocked")]
    [InlineData("554 Transaction failed")]
    [InlineData("501 5.5.4 Syntax error")]
    [InlineData("421 4.3.0 Closing")]
    public async Task Every_other_refusal_is_the_fault_of_the_server_or_the_app(string answer)
    {
        using var server = new PlainMailServer { RecipientAnswer = answer };

        await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync("localhost", server));
    }

    [Theory]
    [InlineData("MAIL FROM")]
    [InlineData("DATA")]
    public async Task A_refusal_of_something_else_than_the_recipient_is_one_too(string command)
    {
        using var server = new PlainMailServer { Refuses = command };

        await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync("localhost", server));
    }

    /// <summary>The next server on the way may know no SMTPUTF8, and every one takes the ASCII form.</summary>
    [Fact]
    public async Task It_writes_an_international_domain_in_ASCII()
    {
        using var server = new PlainMailServer { Extensions = ["SMTPUTF8", "8BITMIME"] };

        await SendAsync("localhost", server, "user@xn--bcher-kva.example");

        Assert.Contains("RCPT TO:<user@xn--bcher-kva.example>\n", server.Received);
        Assert.Contains("To: user@xn--bcher-kva.example\n", server.Received);
        Assert.DoesNotContain("SMTPUTF8", server.Received);
    }

    [Fact]
    public async Task Letters_beyond_ASCII_before_the_at_sign_go_to_a_server_that_takes_them()
    {
        using var server = new PlainMailServer { Extensions = ["SMTPUTF8", "8BITMIME"] };

        await SendAsync("localhost", server, "pel\u00E9@example.com");

        Assert.Contains("SMTPUTF8", server.Received);
        Assert.Contains("RCPT TO:<pel\u00E9@example.com>\n", server.Received);
        Assert.Contains("Subject: Hello", server.Received);
    }

    [Fact, Trait("Attack", "A160")]
    public async Task They_are_never_tried_at_another_one()
    {
        using var server = new PlainMailServer { Extensions = ["8BITMIME"] };

        await Assert.ThrowsAsync<RecipientRefusedException>(() => SendAsync("localhost", server, "pel\u00E9@example.com"));

        Assert.DoesNotContain("RCPT", server.Received);
    }

    private static Task SendAsync(string host, PlainMailServer server, string to = "alice@example.com") =>
        SendAsync(host, server.Port, TimeProvider.System, to);

    private static Task SendAsync(string host, int port, TimeProvider clock, string to = "alice@example.com")
    {
        var options = Options.Create(new MailOptions { Smtp = new SmtpOptions { Host = host, Port = port } });
        var message = new MimeMessage([MailboxAddress.Parse("app@example.com")], [MailboxAddress.Parse(to)], "Hello", new TextPart { Text = "Hi!" });
        return new SmtpMailSender(options, clock).SendAsync(message);
    }
}
