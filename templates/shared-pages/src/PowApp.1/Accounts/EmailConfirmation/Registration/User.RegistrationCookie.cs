using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Accounts;

public partial class User
{
    /// <summary>The hash of a secret that only the browser knows in which the address was registered.</summary>
    [MaxLength(Secret.HashSize)]
    public byte[]? RegistrationHash { get; set; }
}
