using MimeKit;

namespace PowApp._1.Mail;

/// <summary>Sends a message. Throws when that does not work: the email is then tried again.</summary>
public interface IMailSender
{
    Task SendAsync(MimeMessage message, CancellationToken stopping);
}
