using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Creating an account.</summary>
[ApiController, Route("/api/v1/registration")]
#if (!EmailConfirmation)
public sealed class RegistrationController(RegistrationService registration, CurrentSession session) : ControllerBase
#endif
#if (EmailConfirmation)
public sealed class RegistrationController(RegistrationService registration) : ControllerBase
#endif
{
#if (!EmailConfirmation)
    /// <summary>Creates an account and signs in.</summary>
    [HttpPost(Name = "Register"), AllowAnonymous]
    [ProducesResponseType<TokenPair>(StatusCodes.Status201Created), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Create(RegistrationRequest request)
    {
        var account = await registration.RegisterAsync(request.Email, request.Password);
        if (!account.Succeeded) return this.Invalid(account.Errors);

        return this.Tokens(await session.SignInAsync(account.User), StatusCodes.Status201Created);
    }
#endif
#if (EmailConfirmation)
    /// <summary>Creates an account, which counts once its address is confirmed.</summary>
    /// <remarks>The answer is the same for an address that has one.</remarks>
    [HttpPost(Name = "Register"), AllowAnonymous]
    [ProducesResponseType(StatusCodes.Status202Accepted), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Create(RegistrationRequest request)
    {
        var account = await registration.RegisterAsync(request.Email, request.Password);
        return account.Succeeded ? Accepted() : this.Invalid(account.Errors);
    }
#endif
}

/// <summary>Who registers.</summary>
public sealed class RegistrationRequest : NewPasswordRequest
{
    /// <summary>The address to sign in with, and to which mails go.</summary>
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; init; } = "";
}
