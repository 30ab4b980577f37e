using System.ComponentModel.DataAnnotations;
using PowApp._1.Mail;

namespace PowApp._1.Web;

public sealed class ChangeEmailForm
{
    [Required(ErrorMessage = "Enter your new email address.")]
    [ValidEmail]
    public string Email { get; set => field = EmailAddress.Clean(value); } = "";
}
