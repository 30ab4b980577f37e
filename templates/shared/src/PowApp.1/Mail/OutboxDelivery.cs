using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Mail;

/// <summary>
/// Sends what is in the outbox. An email that fails is tried again, at growing intervals, then kept and reported. One whose recipient is refused
/// is dropped: anyone can type an address that does not exist, and no one who watches over the app can do anything about it.
/// </summary>
public sealed class OutboxDelivery(
    AppDbContext db, IServiceProvider services, MailRenderer renderer, IMailSender sender, TimeProvider clock,
    IOptions<MailOptions> options, ILogger<OutboxDelivery> logger)
    : IExpiringRows
{
    /// <summary>An email that was taken by a process that died can be taken again after this time.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private DbSet<OutboxMail> Mails => db.Set<OutboxMail>();

    /// <summary>The email that has been due longest.</summary>
    public async Task<Guid?> NextAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        return await Mails
            .Where(mail => mail.FailedAt == null && mail.DueAt <= now)
            .OrderBy(mail => mail.DueAt)
            .Select(mail => (Guid?)mail.Id)
            .FirstOrDefaultAsync(stopping);
    }

    public async Task DeliverAsync(Guid id, CancellationToken stopping)
    {
        if (!await TakeAsync(id)) return;

        if (await Mails.SingleOrDefaultAsync(mail => mail.Id == id, stopping) is not { } mail) return;
        try
        {
            if (await SendAsync(mail)) await DeleteAsync(id);
        }
        catch (RecipientRefusedException refused)
        {
            logger.LogWarning("Email {MailId} of kind {Kind} was given up, because its recipient was refused: {Reason}", id, mail.Kind, refused.Message);
            await DeleteAsync(id);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            await PostponeAsync(mail, exception);
        }
    }

    /// <summary>Makes the emails that were given up due at once, as if they had never been tried.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RetryFailedAsync()
    {
        var now = clock.GetUtcNow();
        return await Mails.Where(mail => mail.FailedAt != null).ExecuteUpdateAsync(mail => mail
            .SetProperty(m => m.DueAt, now)
            .SetProperty(m => m.Attempts, 0)
            .SetProperty(m => m.FailedAt, (DateTimeOffset?)null));
    }

    /// <inheritdoc/>
    public async Task<int> DeleteExpiredAsync(int atMost, CancellationToken stopping)
    {
        var givenUpBefore = clock.GetUtcNow() - options.Value.FailedMailsKeptFor;
        return await Mails.Where(mail => mail.FailedAt < givenUpBefore).OrderBy(mail => mail.Id).Take(atMost).ExecuteDeleteAsync(stopping);
    }

    // One conditional update, so that only one of several processes sends it.
    private async Task<bool> TakeAsync(Guid id)
    {
        var now = clock.GetUtcNow();
        return await Mails
            .Where(mail => mail.Id == id && mail.DueAt <= now)
            .ExecuteUpdateAsync(mail => mail
                .SetProperty(m => m.DueAt, now + Lease)
                .SetProperty(m => m.Attempts, m => m.Attempts + 1)) == 1;
    }

    /// <returns>False when it was recalled while it was being written. The token in it is not saved then either.</returns>
    private async Task<bool> SendAsync(OutboxMail mail)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(mail.Culture);
        var template = (IMailTemplate)services.GetRequiredKeyedService(typeof(IMailTemplate), mail.Kind);
        var content = await template.WriteAsync(mail);
        db.Entry(mail).State = EntityState.Modified; // So that the save fails if the row is gone.
        if (!await db.TrySaveChangesAsync()) return false;

        if (content is not null) await sender.SendAsync(await renderer.RenderAsync(content, mail.Id));
        return true;
    }

    private async Task DeleteAsync(Guid id) => await Mails.Where(mail => mail.Id == id).ExecuteDeleteAsync();

    private async Task PostponeAsync(OutboxMail mail, Exception exception)
    {
        var givenUp = mail.Attempts >= options.Value.MostAttempts;
        logger.Log(givenUp ? LogLevel.Error : LogLevel.Warning, exception,
            "Email {MailId} of kind {Kind} could not be sent at attempt {Attempt} of {MostAttempts}.",
            mail.Id, mail.Kind, mail.Attempts, options.Value.MostAttempts);

        var now = clock.GetUtcNow();
        var wait = TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, mail.Attempts - 1)));
        await Mails.Where(failed => failed.Id == mail.Id).ExecuteUpdateAsync(failed => failed
            .SetProperty(m => m.DueAt, now + wait)
            .SetProperty(m => m.FailedAt, givenUp ? now : null));
    }
}
