namespace PowApp._1.Accounts;

/// <summary>Refuses a request for now, whatever was sent. The response is <paramref name="status"/> with a Retry-After header.</summary>
/// <param name="status">429 for too many attempts, 503 when the app itself is busy.</param>
/// <param name="wait">How long until it is worth trying again.</param>
public sealed class TryAgainLaterException(int status, TimeSpan wait) : Exception($"Refused for {wait}.")
{
    public int Status => status;

    public TimeSpan Wait => wait;
}
