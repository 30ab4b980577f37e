using MimeKit;

namespace PowApp._1.Mail;

/// <summary>Hands a message on. Throws when that did not work; the mail is then tried again.</summary>
public interface IMailSender
{
    Task SendAsync(MimeMessage message, CancellationToken stopping);
}
