namespace PowApp._1.Mail;

/// <summary>Bound to the configuration section "Mail".</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>The sender, such as <c>Shop &lt;no-reply@example.com&gt;</c>.</summary>
    public string From { get; set => field = EmailAddress.Clean(value); } = "PowApp\u002e1 <no-reply@localhost>";

    /// <summary>
    /// The longest time until an email that anyone can request is first tried; each waits for a random part of it. Long enough for several emails
    /// to overtake each other, short enough for someone who waits for a link.
    /// </summary>
    public TimeSpan RequestedMailDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often an email is tried before it is given up. Ten times take about four hours.</summary>
    public int MostAttempts { get; set; } = 10;

    /// <summary>How long an email that was given up is kept, to be sent again by command, and reported by the health check.</summary>
    public TimeSpan FailedMailsKeptFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The server that sends the emails. Without one, Development writes them into a folder.</summary>
    public SmtpOptions? Smtp { get; set; }
}

public sealed class SmtpOptions
{
    public required string Host { get; set; }
    public int Port { get; set; } = 587;
    public string? UserName { get; set; }
    public string? Password { get; set; }

    /// <summary>How long it may take to send one email. All others wait that long too.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);
}
