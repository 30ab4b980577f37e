namespace PowApp._1.Accounts;

/// <summary>The owner of an address takes over an account that was registered with it and never confirmed.</summary>
public sealed class UnconfirmedAccounts : IUnclaimedAccounts
{
    public bool Contains(User user) => user.IsUnconfirmed;

    public void StageClaim(User user) => user.IsUnconfirmed = false;
}
