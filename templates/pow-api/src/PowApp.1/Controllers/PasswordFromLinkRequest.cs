using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Controllers;

/// <summary>A password that is chosen by who has a mailed link.</summary>
public sealed class PasswordFromLinkRequest : NewPasswordRequest
{
    /// <summary>The last part of the link.</summary>
    [Required(ErrorMessage = "Send the token of the link.")]
    public string Token { get; init; } = "";
}
