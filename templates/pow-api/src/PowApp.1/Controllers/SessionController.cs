using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Mail;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Signing in, renewing tokens, reauthenticating and signing out.</summary>
[ApiController, Route("/api/v1/session")]
public sealed class SessionController(SignInService signIn, CurrentSession session, IStringLocalizer<Texts> localizer) : ControllerBase
{
    /// <summary>Sign in</summary>
    [HttpPost(Name = "SignIn"), AllowAnonymous]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    [ProducesResponseType(StatusCodes.Status401Unauthorized, Description = "`invalid_credentials`: Incorrect email or password.")]
#if (EmailConfirmation)
    [ProducesResponseType(StatusCodes.Status403Forbidden, Description = "`email_unconfirmed`: Confirm the email address first.")]
#endif
    public async Task<IActionResult> Create(SignInRequest request) => await signIn.SignInAsync(request.Email, request.Password) switch
    {
        SignInOutcome.SignedIn => this.Tokens(session),
#if (EmailConfirmation)
        SignInOutcome.EmailUnconfirmed => ApiProblem.EmailUnconfirmed,
#endif
        _ => ApiProblem.InvalidCredentials with { Detail = localizer["Incorrect email or password."] },
    };

    /// <summary>Get the session</summary>
    [HttpGet(Name = "GetSession")]
    [ProducesResponseType<SessionResponse>(StatusCodes.Status200OK)]
    public IActionResult Show() => Ok(SessionResponse.Of(session.Required));

    /// <summary>Sign out</summary>
    /// <remarks>Both tokens stop working.</remarks>
    [HttpDelete(Name = "SignOut")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Delete()
    {
        await session.EndAsync();
        return NoContent();
    }

    /// <summary>Re-enter the password</summary>
    /// <remarks>Makes the session fresh, which sensitive actions require. The response has new tokens, and the previous ones stop working.</remarks>
    [HttpPost("reauthenticate", Name = "Reauthenticate")]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    [ProducesResponseType(StatusCodes.Status401Unauthorized, Description = "`invalid_credentials`: Incorrect password. `unauthenticated`: A valid access token is required.")]
    public async Task<IActionResult> Reauthenticate(ReauthenticationRequest request) =>
        await signIn.ReauthenticateAsync(request.Password)
            ? this.Tokens(session)
            : ApiProblem.InvalidCredentials with { Detail = localizer["Incorrect password."] };

    /// <summary>Renew the tokens</summary>
    /// <remarks>
    /// The previous access token stops working. If the response is lost, the renewal token returns the same tokens for a minute, until the new
    /// one is used. After that, a renewal token that is used again ends the session.
    /// </remarks>
    [HttpPost("renew", Name = "RenewTokens"), AllowAnonymous]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status401Unauthorized, Description = "`invalid_renewal_token`: This renewal token is not valid. Sign in again.")]
    public async Task<IActionResult> Renew(RenewalRequest request)
    {
        await session.RenewAsync(request.RenewalToken);
        return session.Tokens is { } tokens ? Ok(tokens) : ApiProblem.InvalidRenewalToken;
    }
}

/// <summary>A request to sign in.</summary>
public sealed class SignInRequest
{
    /// <summary>The address of the account.</summary>
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; init => field = EmailAddress.Clean(value); } = "";

    /// <summary>The password of the account.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; init; } = "";
}

/// <summary>A request to make the session fresh again.</summary>
public sealed class ReauthenticationRequest
{
    /// <summary>The password of the user who is signed in.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; init; } = "";
}

/// <summary>A request to renew the tokens.</summary>
public sealed class RenewalRequest
{
    /// <summary>The most recent renewal token.</summary>
    [Required(ErrorMessage = "Send the renewal token.")]
    public string RenewalToken { get; init; } = "";
}

/// <summary>The session of the request.</summary>
/// <param name="Id">The id of the session.</param>
/// <param name="StartedAt">When the user signed in or last re-entered the password.</param>
/// <param name="FreshUntil">Until then, sensitive actions do not require the password.</param>
public sealed record SessionResponse(Guid Id, Guid UserId, string Email, DateTimeOffset StartedAt, DateTimeOffset FreshUntil)
{
    public static SessionResponse Of(ActiveSession session) =>
        new(session.Id, session.UserId, session.Email, session.Row.StartedAt, session.Row.FreshUntil);
}
