using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Accounts;

namespace PowApp._1.Data;

/// <summary>
/// Clears away, once an hour, rows that count for nothing any more: no rule depends on it. In small batches, so that nobody who
/// signs in meanwhile has to wait.
/// </summary>
public sealed class Janitor(
    IServiceScopeFactory scopes, TimeProvider clock, IOptions<AccountOptions> options, ILogger<Janitor> logger) : BackgroundService
{
    private const int BatchSize = 200;
    private static readonly TimeSpan _pause = TimeSpan.FromHours(1);

    public async Task CleanAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = clock.GetUtcNow();

        await DeleteAsync(db.Set<Session>().Where(session => session.KeptUntil < now), session => session.Id, stopping);
        await DeleteAsync(db.Set<AccountToken>().Where(token => token.ExpiresAt < now), token => token.Id, stopping);

        var uncountedSince = now - options.Value.Throttling.FailuresCountFor;
        await DeleteAsync(db.Set<FailedAttempts>().Where(failed => failed.LastAt < uncountedSince), failed => failed.LastAt, stopping);

        foreach (var rows in scope.ServiceProvider.GetServices<IOldRows>())
            while (await rows.DeleteAsync(now, BatchSize, stopping) == BatchSize) { }
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_pause);
        do
        {
            try
            {
                await CleanAsync(stopping);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                logger.LogError(exception, "Clearing away old rows failed; trying again in an hour.");
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private static async Task DeleteAsync<TRow, TKey>(
        IQueryable<TRow> old, Expression<Func<TRow, TKey>> key, CancellationToken stopping) where TRow : class
    {
        while (await old.OrderBy(key).Take(BatchSize).ExecuteDeleteAsync(stopping) == BatchSize) { }
    }
}
