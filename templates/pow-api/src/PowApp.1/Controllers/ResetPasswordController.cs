using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Choosing a new password through a mailed link.</summary>
[ApiController, Route("/api/v1/reset-password"), AllowAnonymous]
public sealed class ResetPasswordController(ResetPasswordService resetPassword) : ControllerBase
{
    /// <summary>Sends a mail with a link to choose a new password.</summary>
    /// <remarks>The answer is the same if there is no account with the address.</remarks>
    [HttpPost(Name = "RequestPasswordReset")]
    [ProducesResponseType(StatusCodes.Status202Accepted), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Create(ResetPasswordRequest request)
    {
        await resetPassword.RequestAsync(request.Email);
        return Accepted();
    }

    /// <summary>Changes the password with the token of the link.</summary>
    /// <remarks>Every session ends.</remarks>
    [HttpPut(Name = "ResetPassword")]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Update(PasswordFromLinkRequest request)
    {
        var account = await resetPassword.ResetAsync(request.Token, request.Password);
        return account.Succeeded ? NoContent() : this.Invalid(account.Errors, nameof(request.Token));
    }
}

/// <summary>Who forgot the password.</summary>
public sealed class ResetPasswordRequest
{
    /// <summary>The address of the account.</summary>
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; init; } = "";
}
