namespace PowApp._1.Accounts;

public sealed partial class AccountOptions
{
    public EmailConfirmationLimits EmailConfirmation { get; set; } = new();
}

public sealed partial class EmailConfirmationLimits
{
    /// <summary>
    /// How long the link to a new address works. Never longer than the link to the address before that takes the change back
    /// (<see cref="AccountOptions.UndoChangeWithin"/>).
    /// </summary>
    public TimeSpan ChangeLinkLifetime { get; set; } = TimeSpan.FromHours(1);
}
