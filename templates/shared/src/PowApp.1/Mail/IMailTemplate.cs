namespace PowApp._1.Mail;

/// <summary>
/// A kind of email. It is written when it is sent, so that a secret in it is never stored: the outbox only knows the kind and who it is about.
/// </summary>
public interface IMailTemplate
{
    /// <summary>The name of the kind in the outbox. Emails that are queued keep it, so it must not change.</summary>
    static abstract string Kind { get; }

    /// <summary>The content; null when there is nothing to send after all. What it stages is saved before the email is sent.</summary>
    Task<MailContent?> WriteAsync(OutboxMail mail);
}

/// <summary>What an email says. MailBody.razor decides what it looks like.</summary>
public sealed record MailContent(string AppName, string To, string Subject, IReadOnlyList<string> Lines, MailAction? Action = null);

/// <summary>The one thing that an email asks its reader to do.</summary>
public sealed record MailAction(string Text, string Url);
