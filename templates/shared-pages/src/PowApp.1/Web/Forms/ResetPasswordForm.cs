using System.ComponentModel.DataAnnotations;
using PowApp._1.Mail;

namespace PowApp._1.Web;

public sealed class ResetPasswordForm
{
    [Required(ErrorMessage = "Enter your email address.")]
    [ValidEmail]
    public string Email { get; set => field = EmailAddress.Clean(value); } = "";

    /// <summary>The user has asked before and got no email.</summary>
    public bool IsRepeated { get; set; }
}
