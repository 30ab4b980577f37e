using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Accounts;

public partial class User
{
    /// <summary>Set until the address is confirmed: the hash of a secret that only the browser knows in which it was registered.</summary>
    [MaxLength(Secret.HashSize)]
    public byte[]? RegistrationHash { get; set; }

    public bool IsUnconfirmed => RegistrationHash is not null;
}
