namespace PowApp._1.Accounts;

public sealed partial class EmailConfirmationLimits
{
#if (Pages)
    /// <summary>
    /// How long the link works that a registration sends, and the browser that registered is known again. A day leaves time for a mail
    /// that is slow; who is later asks for another one.
    /// </summary>
#endif
#if (!Pages)
    /// <summary>
    /// How long the link works that a registration sends. A day leaves time for a mail that is slow; who is later asks for another one.
    /// </summary>
#endif
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(24);
}
