using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>Refuses, at start-up and with the key, settings that would make accounts unsafe or unusable.</summary>
public sealed class AccountOptionsValidator : IValidateOptions<AccountOptions>
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);
#if (!Pages)
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);
#endif

    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var (password, sessions, throttling) = (options.Password, options.Sessions, options.Throttling);
        var rules = new OptionsRules(AccountOptions.Section);

        rules.Check(options.AppName.Trim().Length > 0, "AppName", "must not be empty");
        rules.Check(
            options.PublicOrigin is null
            || Uri.TryCreate(options.PublicOrigin, UriKind.Absolute, out var origin) && origin is { UserInfo: "", PathAndQuery: "/", Fragment: "" },
            "PublicOrigin", "must be a scheme and a host, such as https://shop.example.com");
        rules.Lasts("UndoChangeWithin", options.UndoChangeWithin, 7 * _day);

        rules.Check(password.MinLength >= 8, "Password:MinLength", "must be 8 or more (NIST SP 800-63B-4)");
        rules.Check(password.MaxLength is >= 64 and <= 1024, "Password:MaxLength", "must lie between 64 and 1024");
        rules.Check(password.MinLength <= password.MaxLength, "Password:MinLength", "must not exceed Password:MaxLength");
        rules.Counts("Password:HashIterations", password.HashIterations);
        rules.Counts("Password:HashQueue", password.HashQueue);

        rules.Lasts("Sessions:AbsoluteTimeout", sessions.AbsoluteTimeout, 30 * _day);
        rules.Lasts("Sessions:IdleTimeout", sessions.IdleTimeout, sessions.AbsoluteTimeout);
#if (Pages)
        rules.Lasts("Sessions:RenewAfter", sessions.RenewAfter, sessions.AbsoluteTimeout);
        rules.Lasts("Sessions:RenewalGrace", sessions.RenewalGrace, sessions.RenewAfter);
#endif
#if (!Pages)
        rules.Lasts("Sessions:AccessTokenLifetime", sessions.AccessTokenLifetime, _hour);
        rules.Lasts("Sessions:RenewalGrace", sessions.RenewalGrace, TimeSpan.FromMinutes(1));
#endif
        rules.Lasts("Sessions:SeenEvery", sessions.SeenEvery, sessions.IdleTimeout);
        rules.Lasts("Sessions:FreshFor", sessions.FreshFor, sessions.AbsoluteTimeout);
        rules.Lasts("Sessions:CacheFor", sessions.CacheFor, TimeSpan.FromMinutes(1));

        rules.Counts("Throttling:FreeFailures", throttling.FreeFailures);
        rules.Counts("Throttling:MostFailures", throttling.MostFailures);
        rules.Lasts("Throttling:FailuresCountFor", throttling.FailuresCountFor, 30 * _day);
        rules.Lasts("Throttling:LongestWait", throttling.LongestWait, throttling.FailuresCountFor);
        rules.Lasts("Throttling:FirstWait", throttling.FirstWait, throttling.LongestWait);
        rules.Counts("Throttling:SignInsPerMinute", throttling.SignInsPerMinute);
        rules.Counts("Throttling:WrongLinksPerMinute", throttling.WrongLinksPerMinute);
        return rules.Result;
    }
}
