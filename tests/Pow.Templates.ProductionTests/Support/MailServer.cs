using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Pow.Templates.ProductionTests.Support;

/// <param name="From">The sender of the envelope.</param>
/// <param name="To">The receivers of the envelope.</param>
internal sealed record ReceivedMail(string From, IReadOnlyList<string> To, MimeMessage Message);

/// <summary>A mail server (RFC 5321) on a port of this machine, with STARTTLS (RFC 3207) if it has a certificate and AUTH PLAIN (RFC 4954).</summary>
internal sealed class MailServer : IDisposable
{
    private readonly ConcurrentQueue<ReceivedMail> _mails = [];
    private readonly ConcurrentQueue<string> _clearText = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Certificate? _certificate;
    private TcpListener? _listener;

    public MailServer(Certificate? certificate = null)
    {
        _certificate = certificate;
        Open();
    }

    public int Port { get; } = FreePort.Take();

    /// <summary>The app's settings for this server.</summary>
    public IEnumerable<(string Name, string Value)> Settings =>
        [("Mail:From", "Shop <no-reply@shop.example>"), ("Mail:Smtp:Host", "localhost"), ("Mail:Smtp:Port", $"{Port}")];

    public IReadOnlyCollection<ReceivedMail> Mails => _mails;

    /// <summary>The commands that anybody on the way could read.</summary>
    public IReadOnlyCollection<string> ClearText => _clearText;

    /// <summary>The name and password that came, with a NUL before each.</summary>
    public string? Credentials { get; private set; }

    /// <summary>Whether it takes connections and then says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What it says to every receiver; 250 takes the mail.</summary>
    public string ReceiverAnswer { get; set; } = "250 ok";

    /// <summary>What it does before it takes a mail that has come.</summary>
    public Func<Task> OnMail { get; set; } = () => Task.CompletedTask;

    /// <summary>Listens, on the same port as before.</summary>
    public void Open()
    {
        _listener = new(IPAddress.Loopback, Port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    /// <summary>Is away.</summary>
    public void Close() => _listener!.Stop();

    public IReadOnlyList<ReceivedMail> MailsTo(string address, string subject) =>
        [.. _mails.Where(mail => mail.To.Contains(address) && mail.Message.Subject == subject)];

    public async Task<ReceivedMail> ReceiveAsync(string address, string subject)
    {
        await Eventually.HoldsAsync(() => MailsTo(address, subject).Count > 0, $"No mail \"{subject}\" to {address} came.");
        return MailsTo(address, subject)[0];
    }

    public void Dispose()
    {
        Close();
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(_stopping.Token));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It is closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Conversation(this, client.GetStream()).HoldAsync(_stopping.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The client left, or did not like the certificate.
            }
        }
    }

    private sealed class Conversation(MailServer server, Stream stream)
    {
        private readonly List<string> _receivers = [];
        private Stream _stream = stream;
        private StreamReader _reader = new(stream, Encoding.Latin1);
        private string _sender = "";

        private bool IsEncrypted => _stream is SslStream;

        private bool OffersTls => server._certificate is not null && !IsEncrypted;

        public async Task HoldAsync(CancellationToken stopping)
        {
            if (!server.IsSilent) await SayAsync("220 localhost");
            while (await _reader.ReadLineAsync(stopping) is { } line && line is not "QUIT")
            {
                if (!IsEncrypted) server._clearText.Enqueue(line);
                if (line is "STARTTLS") await EncryptAsync(stopping);
                else await SayAsync(await AnswerAsync(line, stopping));
            }

            await SayAsync("221 bye");
        }

        private async Task<string> AnswerAsync(string line, CancellationToken stopping)
        {
            switch (line.Split(' ', ':')[0])
            {
                case "EHLO":
                    return $"250-localhost\r\n{(OffersTls ? "250-STARTTLS\r\n" : "")}250-AUTH PLAIN\r\n250 8BITMIME";
                case "AUTH":
                    server.Credentials = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2]));
                    return "235 welcome";
                case "MAIL":
                    (_sender, _) = (Address(line), _receivers.RemoveAll(_ => true));
                    return "250 ok";
                case "RCPT":
                    _receivers.Add(Address(line));
                    return server.ReceiverAnswer;
                case "DATA":
                    await SayAsync("354 go on");
                    await TakeMailAsync(stopping);
                    return "250 taken";
                default:
                    return "250 ok";
            }
        }

        private async Task TakeMailAsync(CancellationToken stopping)
        {
            var text = new StringBuilder();
            while (await _reader.ReadLineAsync(stopping) is { } line && line is not ".") text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");

            using var source = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
            var mail = new ReceivedMail(_sender, [.. _receivers], await MimeMessage.LoadAsync(source, stopping));
            await server.OnMail();
            server._mails.Enqueue(mail);
        }

        private async Task EncryptAsync(CancellationToken stopping)
        {
            await SayAsync("220 go on");
            var encrypted = new SslStream(_stream);
            await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server._certificate!.Value }, stopping);
            (_stream, _reader) = (encrypted, new StreamReader(encrypted, Encoding.Latin1));
        }

        private async Task SayAsync(string answer) => await _stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"));

        private static string Address(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
    }
}
