using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Signing in, renewing tokens, giving the password again, signing out.</summary>
[ApiController, Route("/api/v1/session")]
public sealed class SessionController(AccountService accounts, CurrentSession session) : ControllerBase
{
    /// <summary>Signs in.</summary>
    [HttpPost(Name = "SignIn"), AllowAnonymous]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    [ProducesResponseType(StatusCodes.Status401Unauthorized, Description = "`invalid_credentials`: the email address and the password do not belong together.")]
#if (EmailConfirmation && OpenRegistration)
    [ProducesResponseType(StatusCodes.Status403Forbidden, Description = "`email_unconfirmed`: the email address has to be confirmed first.")]
#endif
    public async Task<IActionResult> Create(SignInRequest request)
    {
        var account = await accounts.AuthenticateAsync(request.Email, request.Password);
        return account.Succeeded
            ? this.Tokens(await session.SignInAsync(account.User))
            : ApiProblem.InvalidCredentials with { Detail = account.Errors[0].Message };
    }

    /// <summary>Shows who is signed in.</summary>
    [HttpGet(Name = "GetSession")]
    [ProducesResponseType<SessionAnswer>(StatusCodes.Status200OK)]
    public IActionResult Show() => Ok(SessionAnswer.Of(session.Required));

    /// <summary>Signs out.</summary>
    /// <remarks>Both tokens stop working.</remarks>
    [HttpDelete(Name = "SignOut")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Delete()
    {
        await session.EndAsync();
        return NoContent();
    }

    /// <summary>Gives the password again.</summary>
    /// <remarks>Sensitive actions are open for a while, with the new tokens. The ones before stop working.</remarks>
    [HttpPost("reauthenticate", Name = "Reauthenticate")]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    [ProducesResponseType(StatusCodes.Status401Unauthorized, Description = "`invalid_credentials`: this is not the password. `unauthenticated`: a valid access token is needed.")]
    public async Task<IActionResult> Reauthenticate(ReauthenticationRequest request)
    {
        var account = await accounts.CheckPasswordAsync(session.Required.UserId, request.Password);
        return account.Succeeded
            ? this.Tokens(await session.RestartAsync())
            : ApiProblem.InvalidCredentials with { Detail = account.Errors[0].Message };
    }

    /// <summary>Exchanges a renewal token for new tokens.</summary>
    /// <remarks>The ones before stop working. A renewal token that comes a second time ends the session.</remarks>
    [HttpPost("renew", Name = "RenewTokens"), AllowAnonymous]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status401Unauthorized, Description = "`invalid_renewal_token`: sign in again. `renewal_superseded`: go on with the tokens of the request that was faster.")]
    public async Task<IActionResult> Renew(RenewalRequest request) => this.Tokens(await session.RenewAsync(request.RenewalToken));
}

/// <summary>Who signs in.</summary>
public sealed class SignInRequest
{
    /// <summary>The address of the account.</summary>
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; init; } = "";

    /// <summary>Its password.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; init; } = "";
}

/// <summary>The password once more.</summary>
public sealed class ReauthenticationRequest
{
    /// <summary>The password of who is signed in.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; init; } = "";
}

/// <summary>What brings the next tokens.</summary>
public sealed class RenewalRequest
{
    /// <summary>The renewal token that came last.</summary>
    [Required(ErrorMessage = "Send the renewal token.")]
    public string RenewalToken { get; init; } = "";
}

/// <summary>Who is signed in.</summary>
/// <param name="Id">The id of the session.</param>
/// <param name="StartedAt">When the password was given last, at signing in or since.</param>
/// <param name="FreshUntil">Until then, sensitive actions do not ask for the password.</param>
public sealed record SessionAnswer(Guid Id, Guid UserId, string Email, DateTimeOffset StartedAt, DateTimeOffset FreshUntil)
{
    public static SessionAnswer Of(ActiveSession session) =>
        new(session.Id, session.UserId, session.Email, session.Row.StartedAt, session.Row.FreshUntil);
}
