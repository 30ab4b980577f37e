using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using MimeKit;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>Takes the emails in place of a mail server.</summary>
public sealed class Mailbox(Func<Task> deliver, Secrets secrets) : IMailSender
{
    private readonly ConcurrentQueue<SentMail> _mails = new();

    /// <summary>What the mail server does with an email before it takes it; throws where it refuses one.</summary>
    public Action<SentMail>? OnSend { get; set; }

    /// <summary>Sends what is due.</summary>
    public Task DeliverAsync() => deliver();

    /// <summary>Sends what is due and returns all that an address ever received.</summary>
    public async Task<IReadOnlyList<SentMail>> ToAsync(string? address)
    {
        await DeliverAsync();
        return [.. _mails.Where(mail => mail.To == address)];
    }

    Task<string> IMailSender.SendAsync(MimeMessage message)
    {
        var mail = new SentMail(message);
        secrets.Add(mail.Secret);
        OnSend?.Invoke(mail);
        _mails.Enqueue(mail);
        return Task.FromResult("It was put into the mailbox.");
    }
}

public sealed partial class SentMail(MimeMessage message)
{
    public string To => message.To.Mailboxes.Single().Address;

    public string From => message.From.ToString();

    public string Subject => message.Subject!;

    public string Text => message.TextBody!;

    public string Html => message.HtmlBody!;

    public string? Header(string name) => message.Headers[name];

    /// <summary>The names of its headers.</summary>
    public IEnumerable<string> Headers => message.Headers.Select(header => header.Field);

    /// <summary>All of it, as it travels.</summary>
    public string Source => message.ToString();

    /// <summary>The link of its text part.</summary>
    public string Link => Url.Match(Text).Value;

    /// <summary>The last part of its link, which only its reader knows.</summary>
    public string Secret => Link.Split('/')[^1];

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Url { get; }
}
