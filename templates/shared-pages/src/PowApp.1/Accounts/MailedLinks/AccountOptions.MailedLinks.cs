namespace PowApp._1.Accounts;

public sealed partial class AccountOptions
{
    /// <summary>How long the page behind a mailed link may stay open. The link's secret is in a cookie for that time, not in the URL.</summary>
    public TimeSpan LinkFormLifetime { get; set; } = TimeSpan.FromMinutes(10);
}
