using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace PowApp._1.Mail;

/// <summary>Sends by SMTP; encrypted, unless the server is this very machine.</summary>
public sealed class SmtpMailSender(IOptions<MailOptions> options) : IMailSender
{
    private const int ImplicitTlsPort = 465;

    public async Task SendAsync(MimeMessage message, CancellationToken stopping)
    {
        var server = options.Value.Smtp!;
        using var client = new SmtpClient();
        await client.ConnectAsync(server.Host, server.Port, Security(server), stopping);
        if (server.UserName is not null) await client.AuthenticateAsync(server.UserName, server.Password ?? "", stopping);
        await client.SendAsync(message, stopping);
        await client.DisconnectAsync(quit: true, stopping);
    }

    private static SecureSocketOptions Security(SmtpOptions server) => server switch
    {
        { Port: ImplicitTlsPort } => SecureSocketOptions.SslOnConnect,
        { Host: "localhost" or "127.0.0.1" or "::1" } => SecureSocketOptions.StartTlsWhenAvailable,
        _ => SecureSocketOptions.StartTls,
    };
}
