using System.Net;
using System.Net.Sockets;
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

    private static Task SendAsync(string host, PlainMailServer server) => SendAsync(host, server.Port, TimeProvider.System);

    private static Task SendAsync(string host, int port, TimeProvider clock)
    {
        var options = Options.Create(new MailOptions { Smtp = new SmtpOptions { Host = host, Port = port } });
        var message = new MimeMessage([MailboxAddress.Parse("app@example.com")], [MailboxAddress.Parse("alice@example.com")], "Hello", new TextPart { Text = "Hi!" });
        return new SmtpMailSender(options, clock).SendAsync(message, TestContext.Current.CancellationToken);
    }

    /// <summary>A mail server that knows nothing of encryption.</summary>
    private sealed class PlainMailServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public PlainMailServer()
        {
            _listener.Start();
            _ = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public string Received { get; private set; } = "";

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 ready");
            var isData = false;
            while (await reader.ReadLineAsync() is { } line)
            {
                Received += line + "\n";
                if (isData && line is not ".") continue;

                isData = line is "DATA";
                await writer.WriteLineAsync(isData ? "354 go on" : line is "QUIT" ? "221 bye" : "250 ok");
            }
        }
    }
}
