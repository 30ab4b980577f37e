namespace PowApp._1.Mail;

/// <summary>What a mail says; how it looks is decided in MailBody.razor.</summary>
public sealed record MailContent(string To, string Subject, IReadOnlyList<string> Lines, MailAction? Action = null);

/// <summary>The one thing that a mail asks its reader to do.</summary>
public sealed record MailAction(string Text, string Url);
