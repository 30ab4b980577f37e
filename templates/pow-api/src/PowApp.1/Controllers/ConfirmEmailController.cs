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
[ApiController, Route("/api/v1/confirm-email"), AllowAnonymous]
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
#endif
#if (EmailConfirmation)
    /// <summary>Confirm an email address</summary>
    /// <remarks>
    /// Confirming a new address requires an access token or the password of the account, and ends all of its sessions. Confirming a new account
    /// requires the `registrationProof` or a new password.
    /// </remarks>
#endif
    [HttpPost(Name = "ConfirmEmail")]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
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
    [HttpPost("resend", Name = "ResendConfirmation")]
    [ProducesResponseType(StatusCodes.Status202Accepted), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Resend(ResendConfirmationRequest request)
    {
        await registration.RequestAsync(request.Email);
        return Accepted();
    }
#endif
}

/// <summary>A request to confirm an email address.</summary>
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
public sealed class ResendConfirmationRequest
{
    /// <summary>The address that was registered.</summary>
    [Required(ErrorMessage = "Enter your email address.")]
    [ValidEmail]
    public string Email { get; init => field = EmailAddress.Clean(value); } = "";
}
#endif
