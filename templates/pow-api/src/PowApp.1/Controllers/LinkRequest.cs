using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Controllers;

/// <summary>A request with the token of an emailed link.</summary>
public class LinkRequest
{
    /// <summary>The last part of the link.</summary>
    [Required(ErrorMessage = "Send the token of the link.")]
    public string Token { get; init; } = "";
}
