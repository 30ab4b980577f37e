namespace PowApp._1.Accounts;

public partial class User
{
    /// <summary>
    /// Whoever registered has not yet shown that the address is theirs. Not the opposite, as in Identity: false is right for every account
    /// that came in another way, and for those that were there before.
    /// </summary>
    public bool IsUnconfirmed { get; set; }
}
