using System.ComponentModel.DataAnnotations;
using PowApp._1.Mail;

namespace PowApp._1.Web;

/// <summary>Asking for the link that confirms a registration.</summary>
public sealed class ConfirmRegistrationForm
{
    [Required(ErrorMessage = "Enter your email address.")]
    [ValidEmail]
    public string Email { get; set => field = EmailAddress.Clean(value); } = "";
}
