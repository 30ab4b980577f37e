namespace PowApp._1.Mail;

/// <summary>
/// A kind of mail, written when it is sent, so that a secret in it is never stored: the outbox only knows the kind and whom it concerns.
/// </summary>
public interface IMailTemplate
{
    /// <summary>The content; null when there is nothing to send after all. What it stages is saved before the mail leaves.</summary>
    Task<MailContent?> WriteAsync(OutboxMail mail);
}
