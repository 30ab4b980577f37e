using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace PowApp._1.Controllers;

public sealed partial class EmailConfirmationController
{
    /// <summary>Sends the mail of a registration again.</summary>
    /// <remarks>The answer is the same for an address without an account.</remarks>
    [HttpPost("resend", Name = "ResendConfirmation")]
    [ProducesResponseType(StatusCodes.Status202Accepted), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Resend(ConfirmationMailRequest request)
    {
        await confirmation.RequestAsync(request.Email);
        return Accepted();
    }
}

/// <summary>The token of a link that confirms an address.</summary>
public sealed class EmailConfirmationRequest
{
    /// <summary>The last part of the link.</summary>
    [Required(ErrorMessage = "Send the token of the link.")]
    public string Token { get; init; } = "";

    /// <summary>Takes the place of the one that came with the registration.</summary>
    public string? Password { get; init; }

    /// <summary>The password again; it goes with the password.</summary>
    [Compare(nameof(Password), ErrorMessage = "The two passwords are not the same.")]
    public string? PasswordConfirmation { get; init; }
}

/// <summary>Whom to mail.</summary>
public sealed class ConfirmationMailRequest
{
    /// <summary>The address that was registered.</summary>
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; init; } = "";
}
