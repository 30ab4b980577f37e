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

    // New passwords take up two thirds of the queue at most, so that a flood of them leaves room for those who sign in.
    private readonly ConcurrencyLimiter _newPasswords = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Environment.ProcessorCount + options.Value.Password.HashQueue * 2 / 3,
        QueueLimit = 0,
    });

    /// <summary>Waits until a password can be checked.</summary>
    /// <returns>A turn, to be disposed when the hash is done.</returns>
    /// <exception cref="TryAgainLaterException">Too many are waiting already.</exception>
    /// <exception cref="OperationCanceledException">Whoever waited has gone.</exception>
    public async Task<IDisposable> WaitAsync(CancellationToken gone) => Granted(await _turns.AcquireAsync(cancellationToken: gone));

    /// <summary>Waits until a new password can be hashed.</summary>
    /// <inheritdoc cref="WaitAsync"/>
    public async Task<IDisposable> WaitForNewPasswordAsync(CancellationToken gone)
    {
        var place = Granted(_newPasswords.AttemptAcquire());
        try
        {
            return new TurnAtPlace(place, await WaitAsync(gone));
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _turns.Dispose();
        _newPasswords.Dispose();
    }

    private static RateLimitLease Granted(RateLimitLease turn) =>
        turn.IsAcquired ? turn : throw new TryAgainLaterException(StatusCodes.Status503ServiceUnavailable, _worthTryingAgain);

    private sealed class TurnAtPlace(IDisposable place, IDisposable turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Dispose();
            place.Dispose();
        }
    }
}

/// <summary>The way to a hash for every request: within the limit of its source, and only as long as its client waits.</summary>
public sealed class HashingTurn(HashingQueue queue, Throttle throttle, IHttpContextAccessor context)
{
    private CancellationToken Gone => context.HttpContext?.RequestAborted ?? CancellationToken.None;

    /// <inheritdoc cref="HashingQueue.WaitAsync"/>
    public Task<IDisposable> WaitAsync()
    {
        throttle.TakeHash();
        return queue.WaitAsync(Gone);
    }

    /// <inheritdoc cref="HashingQueue.WaitForNewPasswordAsync"/>
    public Task<IDisposable> WaitForNewPasswordAsync()
    {
        throttle.TakeHash();
        return queue.WaitForNewPasswordAsync(Gone);
    }
}
