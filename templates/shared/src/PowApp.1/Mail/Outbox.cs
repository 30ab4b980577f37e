using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Data;

namespace PowApp._1.Mail;

/// <summary>Where emails are queued: staged with the change that they are about, saved with it, and sent by <see cref="OutboxWorker"/>.</summary>
public sealed class Outbox(Lazy<AppDbContext> database, TimeProvider clock)
{
    private DbSet<OutboxMail> Mails => database.Value.Set<OutboxMail>();

    public void Stage<TTemplate>(string address, Guid? userId = null) where TTemplate : IMailTemplate
    {
        var now = clock.GetUtcNow();
        Mails.Add(new OutboxMail
        {
            Kind = TTemplate.Kind,
            Address = address,
            UserId = userId,
            Culture = CultureInfo.CurrentUICulture.Name,
            CreatedAt = now,
            DueAt = now,
        });
    }

    /// <summary>Stages that emails of a kind about a user, queued since then, are not sent after all.</summary>
    public async Task StageRecallAsync<TTemplate>(Guid userId, DateTimeOffset since) where TTemplate : IMailTemplate
    {
        var kind = TTemplate.Kind;
        Mails.RemoveRange(await Mails.Where(mail => mail.UserId == userId && mail.Kind == kind && mail.CreatedAt >= since).ToListAsync());
    }
}
