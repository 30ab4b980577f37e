using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>What users see and change of their own accounts.</summary>
[ApiController, Route("/api/v1/registration")]
public sealed class AccountController(
    AccountService accounts, EmailChangeService emailChange, CurrentSession session, IStringLocalizer<Texts> localizer) : ControllerBase
{
    /// <summary>Shows the account.</summary>
    [HttpGet(Name = "GetAccount")]
    [ProducesResponseType<AccountAnswer>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Show() =>
        await accounts.FindAsync(session.Required.UserId) is { } user ? Ok(AccountAnswer.Of(user)) : ApiProblem.Unauthenticated;

#if (!EmailConfirmation)
    /// <summary>Changes the email address or the password.</summary>
    /// <remarks>Every session ends, and this client goes on with new tokens.</remarks>
#endif
#if (EmailConfirmation)
    /// <summary>Changes the password, or asks for another email address.</summary>
    /// <remarks>
    /// A new password ends every session, and this client goes on with new tokens. A new address counts once its owner has confirmed it.
    /// </remarks>
#endif
    [HttpPatch(Name = "ChangeAccount")]
    [ProducesResponseType<ChangedAccountAnswer>(StatusCodes.Status200OK), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Update(AccountChangeRequest request)
    {
        var account = await ChangeAsync(request);
        if (!account.Succeeded) return this.Invalid(account.Errors);

        var started = await session.StartAsync(account.User);
        return started.Tokens is { } tokens ? Ok(ChangedAccountAnswer.Of(account.User, tokens)) : started.Problem!;
    }

    /// <summary>Deletes the account.</summary>
    /// <remarks>Needs a password that was given a short while ago.</remarks>
    [HttpDelete(Name = "DeleteAccount"), RequireFreshSession]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesResponseType(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> Delete()
    {
        if (await accounts.FindAsync(session.Required.UserId) is not { } user) return ApiProblem.Unauthenticated;

        var account = await accounts.DeleteAsync(user);
        return account.Succeeded ? NoContent() : this.Invalid(account.Errors);
    }

    // One change is one act. Of two at once, the second could be refused when the first is done.
    private async Task<AccountResult> ChangeAsync(AccountChangeRequest request) => request switch
    {
        { Email: { } email, Password: null } => await emailChange.ChangeAsync(session.Required.UserId, request.CurrentPassword, email),
        { Email: null, Password: { } password } => await accounts.ChangePasswordAsync(session.Required.UserId, request.CurrentPassword, password),
        _ => AccountResult.Refused(nameof(request.Email), localizer["Send a new email address or a new password, one at a time."]),
    };
}

/// <summary>A new email address or a new password.</summary>
public sealed class AccountChangeRequest
{
    /// <summary>The new address; left out for a new password.</summary>
    public string? Email { get; init; }

    /// <summary>The new password; left out for a new address.</summary>
    public string? Password { get; init; }

    /// <summary>The new password again; it goes with the password.</summary>
    [Compare(nameof(Password), ErrorMessage = "The two passwords are not the same.")]
    public string? PasswordConfirmation { get; init; }

    /// <summary>The password of the account as it is.</summary>
    [Required(ErrorMessage = "Enter your current password.")]
    public string CurrentPassword { get; init; } = "";
}

/// <summary>An account.</summary>
public sealed record AccountAnswer(Guid Id, string Email, DateTimeOffset CreatedAt)
{
    public static AccountAnswer Of(User user) => new(user.Id, user.Email!, user.CreatedAt);
}

/// <summary>The account as it is now, and the tokens to go on with.</summary>
public sealed record ChangedAccountAnswer(
    Guid Id, string Email, DateTimeOffset CreatedAt,
    string AccessToken, DateTimeOffset AccessTokenExpiresAt, string RenewalToken, DateTimeOffset RenewalTokenExpiresAt, string TokenType)
{
    public static ChangedAccountAnswer Of(User user, TokenPair tokens) => new(
        user.Id, user.Email!, user.CreatedAt,
        tokens.AccessToken, tokens.AccessTokenExpiresAt, tokens.RenewalToken, tokens.RenewalTokenExpiresAt, tokens.TokenType);
}
