namespace PowApp._1.Accounts;

public sealed partial class AccountOptions
{
    public ResetPasswordLimits ResetPassword { get; set; } = new();
}

public sealed class ResetPasswordLimits
{
    /// <summary>How long a mailed link works: as short as mail allows, for whoever reads it owns the account.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromHours(1);
}
