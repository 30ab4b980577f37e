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
    [HttpPost, AllowAnonymous]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Create(SignInRequest request)
    {
        var account = await accounts.AuthenticateAsync(request.Email, request.Password);
        return account.Succeeded ? this.Tokens(await session.SignInAsync(account.User)) : ApiProblem.InvalidCredentials;
    }

    /// <summary>Tells who is signed in.</summary>
    [HttpGet]
    [ProducesResponseType<SessionAnswer>(StatusCodes.Status200OK)]
    public IActionResult Show() => Ok(SessionAnswer.Of(session.Required));

    /// <summary>Signs out: both tokens are over.</summary>
    [HttpDelete]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Delete()
    {
        await session.EndAsync();
        return NoContent();
    }

    /// <summary>Takes the password again: sensitive actions are open for a while.</summary>
    [HttpPost("reauthenticate")]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Reauthenticate(ReauthenticationRequest request)
    {
        var account = await accounts.CheckPasswordAsync(session.Required.UserId, request.Password);
        return account.Succeeded ? this.Tokens(await session.RestartAsync()) : ApiProblem.WrongPassword;
    }

    /// <summary>Takes a renewal token for a new pair. A token that comes a second time ends the session.</summary>
    [HttpPost("renew"), AllowAnonymous]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Renew(RenewalRequest request) => this.Tokens(await session.RenewAsync(request.RenewalToken));
}

public sealed class SignInRequest
{
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; init; } = "";

    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; init; } = "";
}

public sealed class ReauthenticationRequest
{
    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; init; } = "";
}

public sealed class RenewalRequest
{
    [Required(ErrorMessage = "Send the renewal token.")]
    public string RenewalToken { get; init; } = "";
}

public sealed record SessionAnswer(Guid Id, Guid UserId, string Email, DateTimeOffset StartedAt, DateTimeOffset FreshUntil)
{
    public static SessionAnswer Of(ActiveSession session) =>
        new(session.Id, session.UserId, session.Email, session.Row.StartedAt, session.Row.FreshUntil);
}
