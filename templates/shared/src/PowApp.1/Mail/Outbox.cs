using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Mail;

/// <summary>Where mails are posted: staged with the change they speak of, saved with it, and sent by <see cref="OutboxWorker"/>.</summary>
public sealed class Outbox(AppDbContext db, TimeProvider clock)
{
    public void Stage<TTemplate>(string address, User? user = null) where TTemplate : IMailTemplate =>
        db.Set<OutboxMail>().Add(new OutboxMail
        {
            Kind = typeof(TTemplate).Name,
            Address = address,
            UserId = user?.Id,
            Culture = CultureInfo.CurrentUICulture.Name,
            CreatedAt = clock.GetUtcNow(),
            DueAt = clock.GetUtcNow(),
        });

    /// <summary>Stages that mails of a kind to a user, posted since then, are not sent after all.</summary>
    public async Task StageRecallAsync<TTemplate>(User user, DateTimeOffset since) where TTemplate : IMailTemplate =>
        db.Set<OutboxMail>().RemoveRange(await db.Set<OutboxMail>()
            .Where(mail => mail.UserId == user.Id && mail.Kind == typeof(TTemplate).Name && mail.CreatedAt >= since)
            .ToListAsync());
}
