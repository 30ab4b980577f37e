namespace PowApp._1.Accounts;

/// <summary>How long sessions last. Bound to the configuration section "Accounts:Sessions".</summary>
public sealed class SessionLimits
{
    /// <summary>A session ends this long after its last request (NIST SP 800-63B-4: at most 1 hour).</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends this long after signing in, however active it is (NIST SP 800-63B-4: at most 24 hours).</summary>
    public TimeSpan AbsoluteTimeout { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The cookie gets a new value when it is this old, so that a copied one is of little use.</summary>
    public TimeSpan RotateAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the old value works while the new one has not been used: the response that carried it may have been lost.</summary>
    public TimeSpan RotationGrace { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the old value works once the new one has been used, for requests that were under way.</summary>
    public TimeSpan RotationOverlap { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time of the last request is written at most this often.</summary>
    public TimeSpan SeenEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>For how long users can take sensitive actions after they have proven who they are (ASVS 5.0 7.5.1).</summary>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long the page behind an emailed link may stay open. Until then, a cookie holds the secret of the link, which is not in its address.
    /// </summary>
    public TimeSpan LinkFormLifetime { get; set; } = TimeSpan.FromMinutes(10);

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
        rules.Duration("Sessions:RotateAfter", RotateAfter, AbsoluteTimeout);
        rules.Duration("Sessions:RotationGrace", RotationGrace, RotateAfter);
        rules.Duration("Sessions:RotationOverlap", RotationOverlap, RotationGrace);
        rules.Duration("Sessions:SeenEvery", SeenEvery, IdleTimeout);
        rules.Duration("Sessions:FreshFor", FreshFor, AbsoluteTimeout);
        rules.Duration("Sessions:LinkFormLifetime", LinkFormLifetime, TimeSpan.FromHours(1));
        rules.Duration("Sessions:CacheFor", CacheFor, TimeSpan.FromMinutes(1));
        rules.Count("Sessions:MostCached", MostCached);
    }
}
