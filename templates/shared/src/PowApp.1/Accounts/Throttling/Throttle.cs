using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Limits what a visitor may do, whoever that is. Each method counts one attempt, and throws <see cref="TryAgainLaterException"/> for one too
/// many.
/// </summary>
#if (!Redis)
public sealed class Throttle(RateWindows windows, Caller caller, AccountEvents events, IOptions<AccountOptions> options)
#endif
#if (Redis)
public sealed class Throttle(SharedWindows windows, Caller caller, AccountEvents events, IOptions<AccountOptions> options)
#endif
{
    private const string SignIn = "sign-in";
    private const string WrongLink = "wrong link";

    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private readonly ThrottlingLimits _limits = options.Value.Throttling;

    public void TakeSignIn(User? user)
    {
        if (caller.DeviceOf(user) is { } device) Take(SignIn, device, _limits.SignInsPerMinute, _minute);
        else TakeFromSource(SignIn, _limits.SignInsPerMinute, _minute);
    }

    /// <summary>
    /// Every password that is hashed, for whatever purpose: a hash is meant to be costly. No device lifts this limit, because whoever has many
    /// accounts has many devices.
    /// </summary>
    public void TakeHash() => TakeFromSource("hash", 2 * _limits.SignInsPerMinute, _minute);
#if (OpenRegistration)

    public void TakeRegistration() => TakeFromSource("registration", _limits.RegistrationsPerHour, _hour);
#endif

    /// <summary>Requests for any emails, whoever they go to.</summary>
    public void TakeMail() => TakeFromSource("mail", _limits.MailsPerHour, _hour);

    public void TakeEmailChange(User user) => TakeFromAccount("email change", user);

    public void TakePasswordChange(User user) => TakeFromAccount("password change", user);

    public void TakeDeletion(User user) => TakeFromAccount("deletion", user);

    /// <summary>A link counts as wrong until it turns out to be valid: <see cref="GiveBackWrongLink"/>.</summary>
    public void TakeWrongLink() => TakeFromSource(WrongLink, _limits.WrongLinksPerMinute, _minute);

    public void GiveBackWrongLink()
    {
        if (caller.Source is { } source) windows.GiveBack((WrongLink, source));
        if (caller.Site is { } site) windows.GiveBack((WrongLink, site));
    }

    // Whoever owns a /48 of IPv6 has 65,536 sources. The site comes first, so that no more of them are counted once it has had enough.
    private void TakeFromSource(string what, int most, TimeSpan length)
    {
        if (caller.Source is not { } source) return;

        var site = caller.Site;
        if (site is not null) Take(what, site, most * _limits.SourcesPerSite, length);
        if (windows.Take((what, source), most, length) is not { } wait) return;

        if (site is not null) windows.GiveBack((what, site));
        throw TooMany(wait);
    }

    // By the address too: an account that is deleted and created again is another one, but its owner gets the same emails.
    private void TakeFromAccount(string what, User user)
    {
        if (caller.Source is null) return;

        Take(what, user.Id.ToString(), _limits.AccountChangesPerHour, _hour);
        Take(what, user.NormalizedEmail!, _limits.AccountChangesPerHour, _hour);
    }

    private void Take(string what, string who, int most, TimeSpan length)
    {
        if (windows.Take((what, who), most, length) is { } wait) throw TooMany(wait);
    }

    private TryAgainLaterException TooMany(TimeSpan wait)
    {
        events.WriteRefused(AccountEvent.AttemptsLimited);
        return new TryAgainLaterException(StatusCodes.Status429TooManyRequests, wait);
    }
}
