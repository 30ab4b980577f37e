using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Web;

/// <summary>A password that is being chosen. PasswordPolicy decides whether it is a good one.</summary>
public class NewPasswordForm
{
    [Required(ErrorMessage = "Choose a password.")]
    [AcceptablePassword]
    public string Password { get; set; } = "";

    [Required(ErrorMessage = "Enter the password again.")]
    [Repeats(nameof(Password), ErrorMessage = "The passwords don't match.")]
    public string PasswordConfirmation { get; set; } = "";
}
