namespace PowApp._1.Accounts;

/// <summary>
/// Knows the accounts that somebody opened without having shown that the address is theirs. Such an account makes way for whoever has
/// shown it.
/// </summary>
public interface IUnclaimedAccounts
{
    bool Contains(User user);

    /// <summary>Stages that the account belongs to the owner of its address.</summary>
    void StageClaim(User user);
}
