using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Controllers;

public sealed class LinkRequest
{
    /// <summary>The last part of a mailed link.</summary>
    [Required(ErrorMessage = "Send the token of the link.")]
    public string Token { get; init; } = "";
}
