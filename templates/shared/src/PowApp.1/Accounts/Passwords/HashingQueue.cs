using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>Lets as many passwords be hashed at once as there are processors. A few more wait, and the rest are turned away.</summary>
public sealed class HashingQueue(IOptions<AccountOptions> options) : IDisposable
{
    private static readonly TimeSpan _worthTryingAgain = TimeSpan.FromSeconds(5);

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Environment.ProcessorCount,
        QueueLimit = options.Value.Password.HashQueue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>A turn, to be disposed when the hash is done.</summary>
    /// <exception cref="TryAgainLaterException">Too many are waiting already.</exception>
    public async Task<IDisposable> TakeTurnAsync()
    {
        var turn = await _turns.AcquireAsync();
        return turn.IsAcquired ? turn : throw new TryAgainLaterException(StatusCodes.Status503ServiceUnavailable, _worthTryingAgain);
    }

    public void Dispose() => _turns.Dispose();
}
