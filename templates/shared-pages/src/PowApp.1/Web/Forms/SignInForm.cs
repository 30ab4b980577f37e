using System.ComponentModel.DataAnnotations;
using PowApp._1.Mail;

namespace PowApp._1.Web;

public sealed class SignInForm
{
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; set => field = EmailAddress.Clean(value); } = "";

    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; set; } = "";
#if (PersistentSession)

    public bool PersistentSession { get; set; }
#endif
}
