namespace PowApp._1.Mail;

/// <summary>Empties the outbox in the background, so that no request waits for a mail server.</summary>
public sealed class OutboxWorker(IServiceScopeFactory scopes, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Sends everything that is due.</summary>
    public async Task DeliverDueAsync(CancellationToken stopping)
    {
        while (await DeliverNextAsync(stopping)) { }
    }

    /// <summary>Finishes the email that is being sent, however long the app would wait for others: <see cref="SmtpOptions.Timeout"/> limits it.</summary>
    public override Task StopAsync(CancellationToken cancellationToken) => base.StopAsync(CancellationToken.None);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_pause);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await DeliverDueAsync(stopping);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                logger.LogError(exception, "The outbox could not be read. It will be tried again.");
            }
        }
    }

    private async Task<bool> DeliverNextAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var delivery = scope.ServiceProvider.GetRequiredService<OutboxDelivery>();
        if (await delivery.NextAsync(stopping) is not { } id) return false;

        await delivery.DeliverAsync(id, stopping);
        return true;
    }
}
