namespace PowApp._1.Accounts;

/// <summary>Every lifetime, limit and switch of the accounts, bound to the configuration section "Accounts".</summary>
public sealed partial class AccountOptions
{
    public const string Section = "Accounts";

#if (Pages)
    /// <summary>The name that pages and mails show.</summary>
#endif
#if (!Pages)
    /// <summary>The name that mails show.</summary>
#endif
    public string AppName { get; set; } = "PowApp.1";

#if (Pages)
    /// <summary>
    /// Scheme and host that links in mails start with, such as <c>https://example.com</c>. Never taken from a request, whose
    /// Host header anybody can write. Needed outside Development; there, the address the app listens on serves.
    /// </summary>
#endif
#if (!Pages)
    /// <summary>
    /// Scheme and host of the front end, which links in mails lead to, such as <c>https://example.com</c>. Never taken from a request,
    /// whose Host header anybody can write. Needed outside Development; there, this app has a plain page behind each link.
    /// </summary>
#endif
    public string? PublicOrigin { get; set; }

    public PasswordLimits Password { get; set; } = new();

    public SessionLimits Sessions { get; set; } = new();

    public ThrottlingLimits Throttling { get; set; } = new();

    /// <summary>How long the link "this was not me" in the notice of a changed address works.</summary>
    public TimeSpan UndoChangeWithin { get; set; } = TimeSpan.FromHours(24);
}

public sealed class PasswordLimits
{
    /// <summary>
    /// Least number of characters (code points), never under 8. NIST SP 800-63B-4 asks for 15 where the password is the only factor.
    /// </summary>
    public int MinLength { get; set; } = 12;

    /// <summary>Most characters (code points). ASVS 5.0 6.2.9 asks for at least 64; without a limit, hashing can be flooded.</summary>
    public int MaxLength { get; set; } = 256;

    /// <summary>Rounds of PBKDF2-HMAC-SHA512. OWASP's figure of 2026; raise it at will: a sign-in then hashes anew.</summary>
    public int HashIterations { get; set; } = 220_000;

    /// <summary>
    /// How many may wait while as many passwords are being hashed as there are processors. More are turned away for a moment, so that
    /// a flood of them leaves the rest of the app alive.
    /// </summary>
    public int HashQueue { get; set; } = 32;
}

public sealed class SessionLimits
{
#if (Pages)
    /// <summary>A session ends this long after its last request (NIST SP 800-63B-4: at most 1 hour).</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends this long after signing in, however active (NIST SP 800-63B-4: at most 24 hours).</summary>
    public TimeSpan AbsoluteTimeout { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The cookie gets a new value when it is this old, so that a copied one is of little use.</summary>
    public TimeSpan RenewAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the old value works beside a new one that was not used yet: requests in flight and answers that got lost.</summary>
    public TimeSpan RenewalGrace { get; set; } = TimeSpan.FromSeconds(60);

#endif
#if (!Pages)
    /// <summary>How long an access token works. Its client then renews it (NIST SP 800-63B-4 asks for no more than an hour without that).</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A session ends this long after its last request or renewal.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromDays(14);

    /// <summary>A session ends this long after the password was given, however active (NIST SP 800-63B-4: at most 30 days).</summary>
    public TimeSpan AbsoluteTimeout { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a client that renews several times at once may come with a token that was used. Whoever comes with it later has a copy.
    /// </summary>
    public TimeSpan RenewalGrace { get; set; } = TimeSpan.FromSeconds(10);

#endif
    /// <summary>"Last seen" is written at most this often.</summary>
    public TimeSpan SeenEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a sensitive action accepts a password that was given before (ASVS 5.0 7.5.1).</summary>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a look-up may be answered from memory. Changes made by this process show at once; this is the longest that a
    /// change made by another one, or while the database is away, takes to show here.
    /// </summary>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromSeconds(5);
}
