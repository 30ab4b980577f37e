namespace PowApp._1.Accounts;

/// <summary>How long sessions last. Bound to the configuration section "Accounts:Sessions".</summary>
public sealed class SessionLimits
{
    /// <summary>How long an access token works. After that, its client renews it (NIST SP 800-63B-4 asks for at most an hour without that).</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A session ends this long after its last request or renewal.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromDays(14);

    /// <summary>A session ends this long after signing in, however active it is (NIST SP 800-63B-4: at most 30 days).</summary>
    public TimeSpan AbsoluteTimeout { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a renewal token that was used returns the same tokens again, unless its successor is used before: the response may have been
    /// lost.
    /// </summary>
    public TimeSpan RenewalGrace { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The time of the last request is written at most this often.</summary>
    public TimeSpan SeenEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>For how long users can take sensitive actions after they have proven who they are (ASVS 5.0 7.5.1).</summary>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a look-up may be answered from memory. A change made by this process shows at once. This is the longest that a change made by
    /// another process takes to show here.
    /// </summary>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many look-ups are remembered at once. Each takes about a kilobyte of memory.</summary>
    public int MostCached { get; set; } = 100_000;

    public void Check(OptionsRules rules)
    {
        rules.Duration("Sessions:AbsoluteTimeout", AbsoluteTimeout, TimeSpan.FromDays(30));
        rules.Duration("Sessions:IdleTimeout", IdleTimeout, AbsoluteTimeout);
        rules.Duration("Sessions:AccessTokenLifetime", AccessTokenLifetime, TimeSpan.FromHours(1));
        rules.Duration("Sessions:RenewalGrace", RenewalGrace, TimeSpan.FromMinutes(1));
        rules.Duration("Sessions:SeenEvery", SeenEvery, IdleTimeout);
        rules.Duration("Sessions:FreshFor", FreshFor, AbsoluteTimeout);
        rules.Duration("Sessions:CacheFor", CacheFor, TimeSpan.FromMinutes(1));
        rules.Count("Sessions:MostCached", MostCached);
    }
}
