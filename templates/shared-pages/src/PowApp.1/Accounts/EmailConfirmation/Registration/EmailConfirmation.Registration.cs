namespace PowApp._1.Accounts;

public sealed partial record EmailConfirmation
{
    /// <summary>The address was registered in another browser, maybe by somebody else: its owner chooses the password.</summary>
    public bool AsksForPassword { get; init; }
}
