using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Web;

public sealed class ReauthenticationForm
{
    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; set; } = "";
}
