using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Mail;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Signing in, renewing tokens, reauthenticating and signing out.</summary>
[ApiController, Route("/api/v1/session"), Tags(ApiTags.Sessions)]
public sealed class SessionController(SignInService signIn, CurrentSession session, IStringLocalizer<Texts> localizer) : ControllerBase
{
    /// <summary>Sign in</summary>
    /// <response code="200">The tokens of a new session.</response>
    [HttpPost(Name = "SignIn"), AllowAnonymous]
#if (!EmailConfirmation)
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK), ProducesProblems(nameof(ApiProblem.InvalidCredentials), nameof(ApiProblem.TooManyAttempts), nameof(ApiProblem.Busy))]
#endif
#if (EmailConfirmation)
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    [ProducesProblems(nameof(ApiProblem.InvalidCredentials), nameof(ApiProblem.EmailUnconfirmed), nameof(ApiProblem.TooManyAttempts), nameof(ApiProblem.Busy))]
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
    /// <response code="200">The session of the request.</response>
    [HttpGet(Name = "GetSession")]
    [ProducesResponseType<SessionResponse>(StatusCodes.Status200OK)]
    public IActionResult Show() => Ok(SessionResponse.Of(session.Required));

    /// <summary>Sign out</summary>
    /// <remarks>Both tokens stop working.</remarks>
    /// <response code="204">The session has ended.</response>
    [HttpDelete(Name = "SignOut")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Delete()
    {
        await session.EndAsync();
        return NoContent();
    }

    /// <summary>Re-enter the password</summary>
    /// <remarks>Makes the session fresh, which sensitive actions require. The response has new tokens, and the previous ones stop working.</remarks>
    /// <response code="200">The next tokens of the session.</response>
    [HttpPost("reauthenticate", Name = "Reauthenticate")]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK), ProducesProblems(nameof(ApiProblem.IncorrectPassword), nameof(ApiProblem.TooManyAttempts), nameof(ApiProblem.Busy))]
    public async Task<IActionResult> Reauthenticate(ReauthenticationRequest request) =>
        await signIn.ReauthenticateAsync(request.Password)
            ? this.Tokens(session)
            : ApiProblem.IncorrectPassword with { Detail = localizer["Incorrect password."] };

    /// <summary>Renew the tokens</summary>
    /// <remarks>
    /// The previous access token stops working. If the response is lost, the renewal token returns the same tokens for a minute, until the new
    /// one is used. After that, a renewal token that is used again ends the session.
    /// </remarks>
    /// <response code="200">The next tokens of the session.</response>
    [HttpPost("renew", Name = "RenewTokens"), AllowAnonymous]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK), ProducesProblems(nameof(ApiProblem.InvalidRenewalToken))]
    public async Task<IActionResult> Renew(RenewalRequest request)
    {
        await session.RenewAsync(request.RenewalToken);
        return session.Tokens is { } tokens ? Ok(tokens) : ApiProblem.InvalidRenewalToken;
    }
}

/// <summary>A request to sign in.</summary>
/// <example>{ "email": "ada@example.com", "password": "correct horse battery" }</example>
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
/// <example>{ "password": "correct horse battery" }</example>
public sealed class ReauthenticationRequest
{
    /// <summary>The password of the user who is signed in.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; init; } = "";
}

/// <summary>A request to renew the tokens.</summary>
/// <example>{ "renewalToken": "5f0c9b1e7a3d4c62b8e1f4a2d9c07e36.quWeAS-SVwdwfwOEGZ9hoTHfV4f2_Z1Dr5ZSHTGuSvw" }</example>
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
/// <example>
/// {
///   "id": "019bc0f2-4d10-7b52-8c1f-6a9e3d0b7c24",
///   "userId": "019aca1c-5f00-7c1e-9d3a-0b6f4d2a8e11",
///   "email": "ada@example.com",
///   "startedAt": "2026-01-15T09:30:00+00:00",
///   "freshUntil": "2026-01-15T09:40:00+00:00"
/// }
/// </example>
public sealed record SessionResponse(Guid Id, Guid UserId, string Email, DateTimeOffset StartedAt, DateTimeOffset FreshUntil)
{
    public static SessionResponse Of(ActiveSession session) =>
        new(session.Id, session.UserId, session.Email, session.Row.StartedAt, session.Row.FreshUntil);
}
