namespace PowApp._1.Accounts;

public sealed partial class AccountOptions
{
    public InvitationLimits Invitation { get; set; } = new();
}

public sealed class InvitationLimits
{
    /// <summary>How long a mailed link works: it opens nothing that exists, and its reader may be on holiday.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long an invitation that was accepted or has expired stays on its inviter's list.</summary>
    public TimeSpan ListedFor { get; set; } = TimeSpan.FromDays(30);
}
