using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace PowApp._1.Mail;

/// <summary>Sends emails by SMTP, encrypted unless the server is this machine.</summary>
public sealed class SmtpMailSender(IOptions<MailOptions> options, TimeProvider clock) : IMailSender
{
    private const int ImplicitTlsPort = 465;

    public async Task SendAsync(MimeMessage message, CancellationToken stopping)
    {
        var server = options.Value.Smtp!;
        using var timeout = new CancellationTokenSource(server.Timeout, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, timeout.Token);
        try
        {
            await SendAsync(message, server, ending.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new TimeoutException($"{server.Host} has not taken it within {server.Timeout}.");
        }
    }

    private static async Task SendAsync(MimeMessage message, SmtpOptions server, CancellationToken ending)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(server.Host, server.Port, Security(server), ending);
        if (server.UserName is not null) await client.AuthenticateAsync(server.UserName, server.Password ?? "", ending);
        await client.SendAsync(message, ending);
        await client.DisconnectAsync(quit: true, ending);
    }

    private static SecureSocketOptions Security(SmtpOptions server) => server switch
    {
        { Port: ImplicitTlsPort } => SecureSocketOptions.SslOnConnect,
        { Host: "localhost" or "127.0.0.1" or "::1" } => SecureSocketOptions.StartTlsWhenAvailable,
        _ => SecureSocketOptions.StartTls,
    };
}
