using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Mail;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Choosing a new password through an emailed link.</summary>
[ApiController, Route("/api/v1/reset-password"), AllowAnonymous, Tags(ApiTags.Password)]
public sealed class ResetPasswordController(ResetPasswordService resetPassword, TokenService tokens) : ControllerBase
{
    /// <summary>Request a password reset</summary>
    /// <remarks>Emails a link to choose a new password. The response is the same if there is no account with the address.</remarks>
    /// <response code="202">If there is an account with this address, an email with a link is on its way.</response>
    [HttpPost(Name = "RequestPasswordReset")]
    [ProducesResponseType(StatusCodes.Status202Accepted), ProducesProblems(nameof(ApiProblem.TooManyAttempts))]
    public async Task<IActionResult> Create(ResetPasswordRequest request)
    {
        await resetPassword.RequestAsync(request.Email);
        return Accepted();
    }

    /// <summary>Reset the password</summary>
    /// <remarks>All sessions end.</remarks>
    /// <response code="204">The account has the new password.</response>
    [HttpPut(Name = "ResetPassword")]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesProblems(nameof(ApiProblem.TooManyAttempts), nameof(ApiProblem.Busy))]
    public async Task<IActionResult> Update(LinkPasswordRequest request)
    {
        if (await tokens.FindAsync(ResetPasswordService.Purpose, request.Token) is not { } token)
            return this.InvalidLink(tokens.Refused().Errors);

        var account = await resetPassword.ResetAsync(token, request.Password);
        return account.Succeeded ? NoContent() : this.InvalidLink(account.Errors);
    }
}

/// <summary>A request to reset a password.</summary>
/// <example>{ "email": "ada@example.com" }</example>
public sealed class ResetPasswordRequest
{
    /// <summary>The address of the account.</summary>
    [Required(ErrorMessage = "Enter your email address.")]
    [ValidEmail]
    public string Email { get; init => field = EmailAddress.Clean(value); } = "";
}
