using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Controllers;

/// <summary>A request to choose a password with the token of an emailed link.</summary>
/// <example>
/// {
///   "token": "cfIDZyIZBzD3vrt1AGc2xpjQn2nXwTtvh0Ox8E9gBmU",
///   "password": "a new and better one",
///   "passwordConfirmation": "a new and better one"
/// }
/// </example>
public sealed class LinkPasswordRequest : NewPasswordRequest
{
    /// <summary>The last part of the link.</summary>
    [Required(ErrorMessage = "Send the token of the link.")]
    public string Token { get; init; } = "";
}
