using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace PowApp._1.Controllers;

public sealed partial class EmailConfirmationController
{
    /// <summary>Sends the mail of a registration again. The answer is the same for an address without an account.</summary>
    [HttpPost("resend")]
    [ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Resend(ConfirmationMailRequest request)
    {
        await confirmation.RequestAsync(request.Email);
        return Accepted();
    }
}

public sealed class EmailConfirmationRequest
{
    /// <summary>The last part of the link.</summary>
    [Required(ErrorMessage = "Send the token of the link.")]
    public string Token { get; init; } = "";

    /// <summary>Takes the place of the one that came with the registration.</summary>
    public string? Password { get; init; }

    [Compare(nameof(Password), ErrorMessage = "The two passwords are not the same.")]
    public string? PasswordConfirmation { get; init; }
}

public sealed class ConfirmationMailRequest
{
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; init; } = "";
}
