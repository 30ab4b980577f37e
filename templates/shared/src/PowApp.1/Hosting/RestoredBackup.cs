using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Hosting;

/// <summary>What must not come back with a backup.</summary>
public static class RestoredBackup
{
    /// <summary>
    /// Ends what may have been over before the backup was restored, because it doesn't say: sessions that were ended since, links that were used,
    /// changes of address that were confirmed or undone, and emails that were sent.
    /// </summary>
    public static async Task EndWhatItRevivesAsync(this IHost app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var sessions = scope.ServiceProvider.GetRequiredService<SessionStore>();
#if (Sqlite)
        await using var all = await db.Database.BeginTransactionAsync();
        await sessions.EndAllAsync();
        await db.Set<AccountToken>().ExecuteDeleteAsync();
        await db.Set<EmailChange>().ExecuteDeleteAsync();
        await db.Set<OutboxMail>().ExecuteDeleteAsync();
        await all.CommitAsync();
#endif
#if (!Sqlite)

        // What is tried again must be the whole transaction.
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var all = await db.Database.BeginTransactionAsync();
            await sessions.EndAllAsync();
            await db.Set<AccountToken>().ExecuteDeleteAsync();
            await db.Set<EmailChange>().ExecuteDeleteAsync();
            await db.Set<OutboxMail>().ExecuteDeleteAsync();
            await all.CommitAsync();
        });
#endif
    }
}
