using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Controllers;

/// <summary>A password that is being chosen. Whether it is a good one, PasswordPolicy decides.</summary>
public class NewPasswordRequest
{
    [Required(ErrorMessage = "Choose a password.")]
    public string Password { get; init; } = "";

    [Required(ErrorMessage = "Repeat the password.")]
    [Compare(nameof(Password), ErrorMessage = "The two passwords are not the same.")]
    public string PasswordConfirmation { get; init; } = "";
}
