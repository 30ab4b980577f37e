namespace PowApp._1.Accounts;

public sealed partial class AccountOptions
{
    public ResetPasswordLimits ResetPassword { get; set; } = new();
}

public sealed class ResetPasswordLimits
{
    /// <summary>How long a mailed link works: as short as mail allows, for whoever reads it owns the account.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long the page behind the link may stay open. The link's secret is in a cookie for that time, not in the URL.</summary>
    public TimeSpan FormLifetime { get; set; } = TimeSpan.FromMinutes(10);
}
