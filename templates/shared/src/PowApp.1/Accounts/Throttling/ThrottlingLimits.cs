namespace PowApp._1.Accounts;

/// <summary>
/// How often something may be tried. A source is an IPv4 address, or the /64 network of an IPv6 address; the sources of IPv6 that share a /48 are
/// a site. A device that belongs to the user (<see cref="KnownDevice"/>) is counted by itself, so that strangers cannot lock the user out. Bound
/// to the configuration section "Accounts:Throttling".
/// </summary>
public sealed class ThrottlingLimits
{
    /// <summary>Wrong passwords in a row for one address, from one source or device, before each further attempt has to wait.</summary>
    public int FreeFailures { get; set; } = 5;

    /// <summary>The first wait. It doubles with every further failure.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Wrong passwords in a row for one address, from all sources together, before only the user's devices may try (NIST SP 800-63B-4 3.2.2:
    /// at most 100). Lifted when the user proves who they are, or after <see cref="FailuresCountFor"/> without an attempt.
    /// </summary>
    public int MostFailures { get; set; } = 100;

    /// <summary>This long after the last of them, failures no longer count.</summary>
    public TimeSpan FailuresCountFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Passwords that one source or device may try, for whatever addresses. Twice as many may be hashed for one source in all, with its devices
    /// and with new passwords.
    /// </summary>
    public int SignInsPerMinute { get; set; } = 30;

    /// <summary>Links that are not valid, from one source.</summary>
    public int WrongLinksPerMinute { get; set; } = 10;
#if (OpenRegistration)

    /// <summary>Registrations from one source, including those of a taken address.</summary>
    public int RegistrationsPerHour { get; set; } = 10;
#endif

    /// <summary>
    /// Changes of the address of one account; as many of its password; and deletions of accounts with the same address. Each of these sends emails,
    /// and whoever knows the password must not keep the owner busy.
    /// </summary>
    public int AccountChangesPerHour { get; set; } = 3;

    /// <summary>Emails that one source may ask for.</summary>
    public int MailsPerHour { get; set; } = 20;

    /// <summary>Emails of one kind that anyone may ask for to one address.</summary>
    public int MailsPerHourToAddress { get; set; } = 3;

    /// <summary>A site's limits, as a multiple of a source's.</summary>
    public int SourcesPerSite { get; set; } = 10;

    public void Check(OptionsRules rules)
    {
        rules.Count("Throttling:FreeFailures", FreeFailures);
        rules.Count("Throttling:MostFailures", MostFailures);
        rules.Duration("Throttling:FailuresCountFor", FailuresCountFor, TimeSpan.FromDays(30));
        rules.Duration("Throttling:LongestWait", LongestWait, FailuresCountFor);
        rules.Duration("Throttling:FirstWait", FirstWait, LongestWait);
        rules.Count("Throttling:SignInsPerMinute", SignInsPerMinute);
        rules.Count("Throttling:WrongLinksPerMinute", WrongLinksPerMinute);
#if (OpenRegistration)
        rules.Count("Throttling:RegistrationsPerHour", RegistrationsPerHour);
#endif
        rules.Count("Throttling:AccountChangesPerHour", AccountChangesPerHour);
        rules.Count("Throttling:MailsPerHour", MailsPerHour);
        rules.Count("Throttling:MailsPerHourToAddress", MailsPerHourToAddress);
        rules.Count("Throttling:SourcesPerSite", SourcesPerSite);
    }
}
