using System.ComponentModel.DataAnnotations;
using PowApp._1.Mail;

namespace PowApp._1.Web;

public sealed class InvitationForm
{
    [Required(ErrorMessage = "Enter the email address of the person you invite.")]
    [ValidEmail]
    public string Email { get; set => field = EmailAddress.Clean(value); } = "";
}
