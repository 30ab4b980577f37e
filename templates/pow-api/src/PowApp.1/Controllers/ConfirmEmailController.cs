using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
#if (EmailConfirmation)
using PowApp._1.Mail;
#endif
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Confirming an address through an emailed link.</summary>
[ApiController, Route("/api/v1/confirm-email"), AllowAnonymous, Tags(ApiTags.Email)]
#if (!EmailConfirmation)
public sealed class ConfirmEmailController(EmailChangeService emailChange, TokenService tokens) : ControllerBase
#endif
#if (EmailConfirmation)
public sealed class ConfirmEmailController(
    EmailChangeService emailChange, ConfirmRegistrationService registration, TokenService tokens) : ControllerBase
#endif
{
#if (!EmailConfirmation)
    /// <summary>Confirm a new email address</summary>
    /// <remarks>It becomes the address of the account, and all sessions end.</remarks>
    /// <response code="204">The address is confirmed.</response>
#endif
#if (EmailConfirmation)
    /// <summary>Confirm an email address</summary>
    /// <remarks>
    /// Confirming a new address requires an access token or the password of the account, and ends all of its sessions. Confirming a new account
    /// requires the `registrationProof` or a new password.
    /// </remarks>
    /// <response code="204">The address is confirmed.</response>
#endif
    [HttpPost(Name = "ConfirmEmail")]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesProblems(nameof(ApiProblem.TooManyAttempts), nameof(ApiProblem.Busy))]
    public async Task<IActionResult> Confirm(ConfirmEmailRequest request)
    {
        if (await tokens.FindAsync(TokenPurpose.ConfirmEmail, request.Token) is not { } token)
            return this.InvalidLink(tokens.Refused().Errors);

#if (!EmailConfirmation)
        var account = await emailChange.ConfirmAsync(token, request.Password);
#endif
#if (EmailConfirmation)
        var account = (token.User.IsUnconfirmed, request.Password) switch
        {
            (false, var password) => await emailChange.ConfirmAsync(token, password),
            (true, { } newPassword) => await registration.ConfirmWithPasswordAsync(token, newPassword),
            (true, null) => await registration.ConfirmAsync(token, request.RegistrationProof),
        };
#endif
        return account.Succeeded ? NoContent() : this.InvalidLink(account.Errors);
    }
#if (EmailConfirmation)

    /// <summary>Resend the confirmation email</summary>
    /// <remarks>The response is the same for an address without an account.</remarks>
    /// <response code="202">If an account waits for this address to be confirmed, an email is on its way.</response>
    [HttpPost("resend", Name = "ResendConfirmation")]
    [ProducesResponseType(StatusCodes.Status202Accepted), ProducesProblems(nameof(ApiProblem.TooManyAttempts)), Tags(ApiTags.Registration)]
    public async Task<IActionResult> Resend(ResendConfirmationRequest request)
    {
        await registration.RequestAsync(request.Email);
        return Accepted();
    }
#endif
}

#if (!EmailConfirmation)
/// <summary>A request to confirm an email address.</summary>
/// <example>{ "token": "cfIDZyIZBzD3vrt1AGc2xpjQn2nXwTtvh0Ox8E9gBmU", "password": "correct horse battery" }</example>
#endif
#if (EmailConfirmation)
/// <summary>A request to confirm an email address.</summary>
/// <example>
/// { "token": "cfIDZyIZBzD3vrt1AGc2xpjQn2nXwTtvh0Ox8E9gBmU", "registrationProof": "Uo3H5mPq1kzS8XvYtB0cJdRw7LfNaEgI2xVh6DpKsQM" }
/// </example>
#endif
public sealed class ConfirmEmailRequest
{
    /// <summary>The last part of the link.</summary>
    [Required(ErrorMessage = "Send the token of the link.")]
    public string Token { get; init; } = "";

#if (!EmailConfirmation)
    /// <summary>The password of the account, unless the request has an access token of the account.</summary>
    public string? Password { get; init; }
#endif
#if (EmailConfirmation)
    /// <summary>
    /// For a new address, the password of the account, unless the request has an access token of the account. For a new account, a new
    /// password, unless the request has the `registrationProof`.
    /// </summary>
    public string? Password { get; init; }

    /// <summary>The password again. It may be left out.</summary>
    [Compare(nameof(Password), ErrorMessage = "The passwords don't match.")]
    public string? PasswordConfirmation { get => field ?? Password; init; }

    /// <summary>The `registrationProof` that was returned when the account was created.</summary>
    public string? RegistrationProof { get; init; }
#endif
}
#if (EmailConfirmation)

/// <summary>A request to resend the confirmation email.</summary>
/// <example>{ "email": "ada@example.com" }</example>
public sealed class ResendConfirmationRequest
{
    /// <summary>The address that was registered.</summary>
    [Required(ErrorMessage = "Enter your email address.")]
    [ValidEmail]
    public string Email { get; init => field = EmailAddress.Clean(value); } = "";
}
#endif
