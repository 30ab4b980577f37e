namespace PowApp._1.Accounts;

/// <summary>Nobody signs in to an account whose address is not confirmed.</summary>
public sealed class UnconfirmedSignIn : ISignInGate
{
    public string? Divert(User user) => user.IsUnconfirmed ? AccountPaths.AskForConfirmation : null;
}
