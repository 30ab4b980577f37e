using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Controllers;

/// <summary>A password that is being chosen. Whether it is a good one, PasswordPolicy decides.</summary>
public class NewPasswordRequest
{
    /// <summary>The password. One that is too short or too common is refused.</summary>
    [Required(ErrorMessage = "Choose a password.")]
    public string Password { get; init; } = "";

    /// <summary>The password again.</summary>
    [Required(ErrorMessage = "Repeat the password.")]
    [Compare(nameof(Password), ErrorMessage = "The two passwords are not the same.")]
    public string PasswordConfirmation { get; init; } = "";
}
