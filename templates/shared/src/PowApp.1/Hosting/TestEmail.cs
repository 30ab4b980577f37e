using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Hosting;

/// <summary>Shows whether this app can send emails, and if not, why.</summary>
public static class TestEmail
{
    /// <summary>Sends an email at once, past the outbox.</summary>
    /// <returns>Whether it was sent, and a sentence about it.</returns>
    public static async Task<(bool Succeeded, string Report)> SendTestEmailAsync(this IServiceProvider services, string address)
    {
        if (!EmailAddress.TryParse(address, out var recipient)) return (false, $"{address} is not an email address.");

        await using var scope = services.CreateAsyncScope();
        var appName = scope.ServiceProvider.GetRequiredService<IOptions<AccountOptions>>().Value.AppName;
        var content = new MailContent(appName, recipient, "Test email", ["This app can send emails."]);
        var message = await scope.ServiceProvider.GetRequiredService<MailRenderer>().RenderAsync(content, Guid.NewGuid());
        try
        {
            return (true, await scope.ServiceProvider.GetRequiredService<IMailSender>().SendAsync(message));
        }
        catch (Exception exception) when (scope.ServiceProvider.GetRequiredService<IOptions<MailOptions>>().Value.Smtp is { } server)
        {
            var code = exception is SmtpCommandException refusal ? $"{(int)refusal.StatusCode} " : "";
            return (false, $"{server.Host}:{server.Port} did not accept the email: {code}{exception.GetBaseException().Message}");
        }
    }
}
