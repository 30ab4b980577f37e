namespace PowApp._1.Accounts;

public partial class User
{
    /// <summary>Whoever registered has not yet shown that the address is theirs.</summary>
    public bool IsUnconfirmed { get; set; }
}
