namespace PowApp._1.Accounts;

public sealed partial class AccountOptions
{
    public PersistentSessionLimits PersistentSession { get; set; } = new();
}

public sealed class PersistentSessionLimits
{
    /// <summary>
    /// How long a browser may stay signed in, counted from signing in and however often it comes back (NIST SP 800-63B-4: at most 30 days).
    /// </summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a token that was used still works, for several tabs that a browser opens at once. Whoever comes with it later has a copy.
    /// </summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);
}
