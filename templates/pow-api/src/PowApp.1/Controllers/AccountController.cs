using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Mail;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>What users see and change about their own accounts.</summary>
[ApiController, Route("/api/v1/registration"), Tags(ApiTags.Account)]
public sealed class AccountController(AccountService accounts, EmailChangeService emailChange, CurrentSession session) : ControllerBase
{
    /// <summary>Get the account</summary>
    /// <response code="200">The account of the user who is signed in.</response>
    [HttpGet(Name = "GetAccount")]
    [ProducesResponseType<AccountResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Show() => await accounts.FindAsync(session.Required.UserId) is { } user
        ? Ok(new AccountResponse(user.Id, user.Email!, user.CreatedAt, await emailChange.FindPendingAsync(user.Id)))
        : ApiProblem.Unauthenticated;

    /// <summary>Change the email address</summary>
    /// <remarks>
    /// The new address takes effect once it is confirmed through the link that is emailed to it. The response is the same for an address that
    /// already has an account. 204 means that the user has this address already, however it is written: no email is sent, and a change that was
    /// waiting to be confirmed is canceled.
    /// </remarks>
    /// <response code="202">An email with a link is on its way to the new address.</response>
    /// <response code="204">This is already the address of the account.</response>
    [HttpPut("email", Name = "ChangeEmail"), RequireFreshSession]
    [ProducesResponseType(StatusCodes.Status202Accepted), ProducesResponseType(StatusCodes.Status204NoContent), ProducesProblems(nameof(ApiProblem.TooManyAttempts)), Tags(ApiTags.Email)]
    public async Task<IActionResult> ChangeEmail(ChangeEmailRequest request)
    {
        var change = await emailChange.RequestAsync(session.Required.UserId, request.Email);
        return change.Outcome switch
        {
            EmailChangeOutcome.Refused => this.Invalid(change.Errors),
            EmailChangeOutcome.Requested => Accepted(),
            _ => NoContent(),
        };
    }

    /// <summary>Change the password</summary>
    /// <remarks>All sessions end. The response has new tokens for this client.</remarks>
    /// <response code="200">The tokens of a new session.</response>
    [HttpPut("password", Name = "ChangePassword")]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK), ProducesProblems(nameof(ApiProblem.TooManyAttempts), nameof(ApiProblem.Busy)), Tags(ApiTags.Password)]
    public async Task<IActionResult> ChangePassword(ChangePasswordRequest request)
    {
        var account = await accounts.ChangePasswordAsync(session.Required.UserId, request.CurrentPassword, request.Password);
        if (!account.Succeeded) return this.Invalid(account.Errors);

        await session.ReplaceAsync(account.User);
        return this.Tokens(session);
    }

    /// <summary>Delete the account</summary>
    /// <response code="204">The account is deleted, and its tokens no longer work.</response>
    [HttpDelete(Name = "DeleteAccount"), RequireFreshSession]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesProblems(nameof(ApiProblem.InvalidValues), nameof(ApiProblem.TooManyAttempts))]
    public async Task<IActionResult> Delete()
    {
        var account = await accounts.DeleteAsync(session.Required.UserId);
        return account.Succeeded ? NoContent() : this.Invalid(account.Errors);
    }
}

/// <summary>A request to change the email address.</summary>
/// <example>{ "email": "ada@new.example.com" }</example>
public sealed class ChangeEmailRequest
{
    /// <summary>The new address.</summary>
    [Required(ErrorMessage = "Enter your new email address.")]
    [ValidEmail]
    public string Email { get; init => field = EmailAddress.Clean(value); } = "";
}

/// <summary>A request to change the password.</summary>
/// <example>
/// { "currentPassword": "correct horse battery", "password": "a new and better one", "passwordConfirmation": "a new and better one" }
/// </example>
public sealed class ChangePasswordRequest : NewPasswordRequest
{
    /// <summary>The current password.</summary>
    [Required(ErrorMessage = "Enter your current password.")]
    public string CurrentPassword { get; init; } = "";
}

/// <summary>An account.</summary>
/// <param name="PendingEmail">A new address that has not been confirmed; null for none.</param>
/// <example>
/// { "id": "019aca1c-5f00-7c1e-9d3a-0b6f4d2a8e11", "email": "ada@example.com", "createdAt": "2026-01-15T09:30:00+00:00", "pendingEmail": null }
/// </example>
public sealed record AccountResponse(Guid Id, string Email, DateTimeOffset CreatedAt, string? PendingEmail);
