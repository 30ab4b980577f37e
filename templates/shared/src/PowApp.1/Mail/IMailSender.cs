using MimeKit;

namespace PowApp._1.Mail;

/// <summary>
/// Sends a message. Throws when that does not work: the email is then tried again. It can't be canceled, not even when the app stops: if a mail server
/// has the message, and no one waits for its answer, the email is sent twice.
/// </summary>
public interface IMailSender
{
    /// <returns>What became of it, in a sentence.</returns>
    /// <exception cref="RecipientRefusedException">It can never be sent, because of its recipient: it is given up.</exception>
    Task<string> SendAsync(MimeMessage message);
}

/// <summary>The recipient of an email does not exist, or can never get it.</summary>
/// <param name="reason">Why, for the log: without the address.</param>
public sealed class RecipientRefusedException(string reason) : Exception(reason);
