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
    /// <summary>Sends a mail with a link, if there is an account with the address. The answer is the same if there is none.</summary>
    [HttpPost]
    [ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Create(ResetPasswordRequest request)
    {
        await resetPassword.RequestAsync(request.Email);
        return Accepted();
    }

    /// <summary>Changes the password with the token of the link. Every session ends.</summary>
    [HttpPut]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Update(PasswordFromLinkRequest request)
    {
        var account = await resetPassword.ResetAsync(request.Token, request.Password);
        return account.Succeeded ? NoContent() : this.Invalid(account.Errors, nameof(request.Token));
    }
}

public sealed class ResetPasswordRequest
{
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; init; } = "";
}
