using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Controllers;

/// <summary>A request to choose a password with the token of an emailed link.</summary>
public sealed class LinkPasswordRequest : NewPasswordRequest
{
    /// <summary>The last part of the link.</summary>
    [Required(ErrorMessage = "Send the token of the link.")]
    public string Token { get; init; } = "";
}
