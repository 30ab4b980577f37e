namespace PowApp._1.Accounts;

#if (Pages)
/// <summary>
/// How often something may be tried. A source is an IPv4 address, or the /64 network of an IPv6 address. A device is a browser that
/// signed in to the account before: it is counted by itself, so that strangers cannot lock it out.
/// </summary>
#endif
#if (!Pages)
/// <summary>
/// How often something may be tried. A source is an IPv4 address, or the /64 network of an IPv6 address. Who gives the password again
/// while signed in is counted by session, so that strangers cannot lock the user out of what asks for it.
/// </summary>
#endif
public sealed partial class ThrottlingLimits
{
#if (Pages)
    /// <summary>Wrong passwords in a row for one address, from one source or device, until each further try has to wait.</summary>
#endif
#if (!Pages)
    /// <summary>Wrong passwords in a row for one address, from one source or session, until each further try has to wait.</summary>
#endif
    public int FreeFailures { get; set; } = 5;

    /// <summary>The first wait. It doubles with every further failure.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(15);

#if (Pages)
    /// <summary>
    /// Wrong passwords in a row for one address, from all sources together, until only devices may try (NIST SP 800-63B-4 3.2.2: at
    /// most 100). A new password, or <see cref="FailuresCountFor"/> without a try, lifts this.
    /// </summary>
#endif
#if (!Pages)
    /// <summary>
    /// Wrong passwords in a row for one address, from all sources together, until only who is signed in may try (NIST SP 800-63B-4
    /// 3.2.2: at most 100). A new password, or <see cref="FailuresCountFor"/> without a try, lifts this.
    /// </summary>
#endif
    public int MostFailures { get; set; } = 100;

    /// <summary>This long after the last of them, failures count no more.</summary>
    public TimeSpan FailuresCountFor { get; set; } = TimeSpan.FromHours(24);

#if (Pages)
    /// <summary>Passwords that one source or device may try, for whatever addresses.</summary>
#endif
#if (!Pages)
    /// <summary>Passwords that one source may try, for whatever addresses.</summary>
#endif
    public int SignInsPerMinute { get; set; } = 30;

    /// <summary>Links that lead nowhere, from one source.</summary>
    public int WrongLinksPerMinute { get; set; } = 10;
}
