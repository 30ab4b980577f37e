using System.Globalization;
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
}
