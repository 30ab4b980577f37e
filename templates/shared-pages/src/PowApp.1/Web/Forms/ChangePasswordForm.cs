using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Web;

public sealed class ChangePasswordForm : NewPasswordForm
{
    [Required(ErrorMessage = "Enter your current password.")]
    public string CurrentPassword { get; set; } = "";
}
