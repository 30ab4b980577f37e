namespace PowApp._1.Data;

/// <summary>Rows that count for nothing once they have expired, for the <see cref="Janitor"/> to delete.</summary>
public interface IExpiringRows
{
    /// <returns>How many were deleted: fewer than <paramref name="atMost"/> once none is left.</returns>
    Task<int> DeleteExpiredAsync(int atMost, CancellationToken stopping);
}

/// <summary>
/// Deletes rows that have expired, once an hour. No rule depends on it. It works in small batches, so that no one who signs in meanwhile has to
/// wait.
/// </summary>
public sealed class Janitor(IServiceScopeFactory scopes, ILogger<Janitor> logger) : BackgroundService
{
    private const int BatchSize = 200;

    private static readonly TimeSpan _pause = TimeSpan.FromHours(1);

    public async Task CleanAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var rows in scope.ServiceProvider.GetServices<IExpiringRows>())
            while (await rows.DeleteExpiredAsync(BatchSize, stopping) == BatchSize) { }
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
                logger.LogError(exception, "Deleting expired rows failed. It will be tried again in an hour.");
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }
}
