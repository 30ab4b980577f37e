using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using MimeKit;

namespace PowApp._1.Mail;

/// <summary>Turns the content of an email into a message with a text part and an HTML part.</summary>
public sealed class MailRenderer(HtmlRenderer html, IOptions<MailOptions> mail, TimeProvider clock)
{
    /// <param name="id">Of the email: if it is sent again, because no one knows whether it was sent, its readers can tell that it is the same.</param>
    public async Task<MimeMessage> RenderAsync(MailContent content, Guid id)
    {
        var from = MailboxAddress.Parse(mail.Value.From);
        var body = new BodyBuilder { TextBody = Text(content), HtmlBody = await HtmlAsync(content) }.ToMessageBody();
        return new MimeMessage([from], [MailboxAddress.Parse(content.To)], content.Subject, body)
        {
            Date = clock.GetUtcNow(),
            MessageId = MessageIdOf(id, from),
            Headers = { { "Auto-Submitted", "auto-generated" } }, // RFC 3834: so that no one's automatic reply answers.
        };
    }

    // Without one, MimeKit would make it of the time, to the tick, and the name of this machine. The id has the time in it too, so it is hashed.
    private static string MessageIdOf(Guid id, MailboxAddress from)
    {
        var domain = from.GetAddress(idnEncode: true).Split('@')[^1];
        return $"{Convert.ToHexStringLower(SHA256.HashData(id.ToByteArray()))}@{domain}";
    }

    private static string Text(MailContent content)
    {
        IEnumerable<string> action = content.Action is { } a ? [$"{a.Text}:\n{a.Url}"] : [];
        return string.Join("\n\n", [.. content.Lines, .. action, content.AppName]) + "\n";
    }

    private Task<string> HtmlAsync(MailContent content) => html.Dispatcher.InvokeAsync(async () =>
    {
        var parameters = new Dictionary<string, object?> { [nameof(MailBody.Content)] = content };
        return (await html.RenderComponentAsync<MailBody>(ParameterView.FromDictionary(parameters))).ToHtmlString();
    });
}
