using System.Text;
using System.Text.RegularExpressions;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace PowApp._1.Mail;

/// <summary>Sends emails by SMTP, encrypted unless the server is this machine.</summary>
public sealed partial class SmtpMailSender(IOptions<MailOptions> options, TimeProvider clock) : IMailSender
{
    private const int ImplicitTlsPort = 465;

    public async Task<string> SendAsync(MimeMessage message)
    {
        var server = options.Value.Smtp!;
        using var timeout = new CancellationTokenSource(server.Timeout, clock);
        try
        {
            return $"{server.Host}:{server.Port} accepted the email: 250 {await SendAsync(message, server, timeout.Token)}";
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new TimeoutException($"{server.Host} has not taken it within {server.Timeout}.");
        }
        catch (SmtpCommandException refusal) when (IsAboutRecipient(refusal))
        {
            throw new RecipientRefusedException($"The mail server answered {(int)refusal.StatusCode} {EnhancedCode.Match(refusal.Message)}".TrimEnd() + ".");
        }
    }

    private static async Task<string> SendAsync(MimeMessage message, SmtpOptions server, CancellationToken timeout)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(server.Host, server.Port, Security(server), timeout);
        if (!string.IsNullOrEmpty(server.UserName))
            await client.AuthenticateAsync(server.UserName, server.Password!, timeout);
        UseSmtpUtf8IfNeeded(client, message);
        var answer = await client.SendAsync(message, timeout);
        await client.DisconnectAsync(quit: true, timeout);
        return answer;
    }

    // The extension SMTPUTF8 is for letters beyond ASCII before the @. A domain has an ASCII form, which every server takes, while the next one on
    // the way may know no SMTPUTF8. MailKit would use it for both.
    private static void UseSmtpUtf8IfNeeded(SmtpClient client, MimeMessage message)
    {
        if (message.GetRecipients().All(IsAscii))
        {
            if (message.From.Mailboxes.All(IsAscii)) client.Capabilities &= ~SmtpCapabilities.UTF8;
        }
        else if (!client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
        {
            throw new RecipientRefusedException("The mail server can't send to an address with letters beyond ASCII before the @ (SMTPUTF8).");
        }
    }

    private static bool IsAscii(MailboxAddress address) => Ascii.IsValid(address.LocalPart);

    // Whether a server refuses the recipient for good, and not the sender, this app or the whole message. The enhanced code tells, where there is
    // one: 5.1 is the address, except that 5.1.7 and 5.1.8 are the sender's, and 5.2 is the mailbox. 5.7 is the server's policy. Where there is
    // none, only the words can tell, except those of an address, which anyone can choose.
    private static bool IsAboutRecipient(SmtpCommandException refusal)
    {
        if (refusal.ErrorCode is not SmtpErrorCode.RecipientNotAccepted || (int)refusal.StatusCode < 500) return false;

        return EnhancedCode.Match(refusal.Message) is { Success: true, Value: var code }
            ? code.StartsWith("5.2.", StringComparison.Ordinal)
                || code.StartsWith("5.1.", StringComparison.Ordinal) && code is not ("5.1.7" or "5.1.8")
            : (int)refusal.StatusCode is 550 or 551 or 553 && !refusal.Message.Split(' ').Any(word => OtherReason.IsMatch(word) && !word.Contains('@'));
    }

    private static SecureSocketOptions Security(SmtpOptions server) => server switch
    {
        { Port: ImplicitTlsPort } => SecureSocketOptions.SslOnConnect,
        { Host: "localhost" or "127.0.0.1" or "::1" } => SecureSocketOptions.StartTlsWhenAvailable,
        _ => SecureSocketOptions.StartTls,
    };

    // RFC 3463: class, subject and detail, such as 5.1.1. No part of an IP address.
    [GeneratedRegex(@"(?<![\d.])5\.\d{1,3}\.\d{1,3}(?!\.?\d)")]
    private static partial Regex EnhancedCode { get; }

    [GeneratedRegex("relay|rcpthosts|sender|authenti|polic|prohibit|permi|denied|block|black|banned|spam|reputation", RegexOptions.IgnoreCase)]
    private static partial Regex OtherReason { get; }
}
