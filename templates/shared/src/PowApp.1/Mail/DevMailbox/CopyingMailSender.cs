using MimeKit;

namespace PowApp._1.Mail;

/// <summary>Sends emails from Development, and keeps a copy of each for the development mailbox.</summary>
public sealed class CopyingMailSender(SmtpMailSender server, MailFolder folder) : IMailSender
{
    public async Task<string> SendAsync(MimeMessage message)
    {
        var answer = await server.SendAsync(message);
        await folder.SendAsync(message);
        return answer;
    }
}
