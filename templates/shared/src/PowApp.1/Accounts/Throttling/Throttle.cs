using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Limits what a visitor may do, whoever that is. Each method counts one attempt, and throws <see cref="TryAgainLaterException"/> for one too
/// many.
/// </summary>
public sealed class Throttle(RateWindows windows, Caller caller, AccountEvents events, IOptions<AccountOptions> options)
{
    private const string WrongLink = "wrong link";

    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly ThrottlingLimits _limits = options.Value.Throttling;

    public void TakeSignIn(User? user) => Take("sign-in", caller.DeviceOrSource(user), _limits.SignInsPerMinute, _minute);

    /// <summary>A link counts as wrong until it turns out to be valid: <see cref="GiveBackWrongLink"/>.</summary>
    public void TakeWrongLink() => Take(WrongLink, caller.Source, _limits.WrongLinksPerMinute, _minute);

    public void GiveBackWrongLink() => windows.GiveBack(Key(WrongLink, caller.Source));

    /// <param name="who">Null where nothing is counted.</param>
    public void Take(string what, string? who, int most, TimeSpan length)
    {
        if (who is null || windows.Take(Key(what, who), most, length) is not { } wait) return;

        events.WriteRefused(AccountEvent.AttemptsLimited);
        throw new TryAgainLaterException(StatusCodes.Status429TooManyRequests, wait);
    }

    private static string Key(string what, string? who) => $"{what} {who}";
}
