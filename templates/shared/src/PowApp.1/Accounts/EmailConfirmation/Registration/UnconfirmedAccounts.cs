namespace PowApp._1.Accounts;

/// <summary>Nobody signs in to an account whose address is not confirmed, and the owner of the address takes it over.</summary>
public sealed class UnconfirmedAccounts : ISignInGate, IUnclaimedAccounts
{
    public string? Divert(User user) => user.IsUnconfirmed ? AccountPaths.AskForConfirmation : null;

    public bool Contains(User user) => user.IsUnconfirmed;

    public void StageClaim(User user) => user.RegistrationHash = null;
}
