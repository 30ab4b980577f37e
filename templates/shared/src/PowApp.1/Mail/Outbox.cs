using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Mail;

/// <summary>Where emails are queued: staged with the change that they are about, saved with it, and sent by <see cref="OutboxWorker"/>.</summary>
public sealed class Outbox(Lazy<AppDbContext> database, TimeProvider clock, IOptions<MailOptions> options)
{
    private DbSet<OutboxMail> Mails => database.Value.Set<OutboxMail>();

    /// <summary>Stages an email that tells a user something. It is due at once.</summary>
    public void Stage<TTemplate>(string address, Guid userId) where TTemplate : IMailTemplate => Stage<TTemplate>(address, userId, TimeSpan.Zero);

    /// <summary>
    /// Stages an email that anyone can request for any address, and that may turn out to have no one to go to. It is due after a random time, so
    /// that neither the order nor the times of the emails that someone gets tell what was sent to others in between.
    /// </summary>
    public void StageRequested<TTemplate>(string address, Guid? userId) where TTemplate : IMailTemplate
    {
        var longest = (int)options.Value.RequestedMailDelay.TotalMilliseconds;
        Stage<TTemplate>(address, userId, TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(longest + 1)));
    }

    /// <summary>Stages that emails of a kind about a user, queued since then, are not sent after all.</summary>
    public async Task StageRecallAsync<TTemplate>(Guid userId, DateTimeOffset since) where TTemplate : IMailTemplate
    {
        var kind = TTemplate.Kind;
        Mails.RemoveRange(await Mails.Where(mail => mail.UserId == userId && mail.Kind == kind && mail.CreatedAt >= since).ToListAsync());
    }

    private void Stage<TTemplate>(string address, Guid? userId, TimeSpan delay) where TTemplate : IMailTemplate
    {
        var now = clock.GetUtcNow();
        Mails.Add(new OutboxMail
        {
            Kind = TTemplate.Kind,
            Address = address,
            UserId = userId,
            Culture = CultureInfo.CurrentUICulture.Name,
            CreatedAt = now,
            DueAt = now + delay,
        });
    }
}
