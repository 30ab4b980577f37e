using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Mail;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Creating an account.</summary>
[ApiController, Route("/api/v1/registration"), Tags(ApiTags.Registration)]
#if (!EmailConfirmation)
public sealed class RegistrationController(RegistrationService registration, SignInService signIn, CurrentSession session) : ControllerBase
#endif
#if (EmailConfirmation)
public sealed class RegistrationController(RegistrationService registration) : ControllerBase
#endif
{
#if (!EmailConfirmation)
    /// <summary>Create an account</summary>
    /// <response code="201">The tokens of a first session.</response>
    [HttpPost(Name = "Register"), AllowAnonymous]
    [ProducesResponseType<TokenPair>(StatusCodes.Status201Created), ProducesProblems(nameof(ApiProblem.TooManyAttempts), nameof(ApiProblem.Busy))]
    public async Task<IActionResult> Create(RegistrationRequest request)
    {
        var account = await registration.RegisterAsync(new(request.Email, request.Password));
        if (!account.Succeeded) return this.Invalid(account.Errors);

        await signIn.SignInAsync(new SignIn(account.User, "registration"));
        return session.Tokens is { } pair ? StatusCode(StatusCodes.Status201Created, pair) : ApiProblem.Unauthenticated;
    }
#endif
#if (EmailConfirmation)
    /// <summary>Create an account</summary>
    /// <remarks>
    /// It can be used once its address is confirmed through the link that is emailed to it. The response is the same for an address that already has
    /// an account.
    /// </remarks>
    /// <response code="202">An email with a link is on its way.</response>
    [HttpPost(Name = "Register"), AllowAnonymous]
    [ProducesResponseType<RegistrationResponse>(StatusCodes.Status202Accepted), ProducesProblems(nameof(ApiProblem.TooManyAttempts), nameof(ApiProblem.Busy))]
    public async Task<IActionResult> Create(RegistrationRequest request)
    {
        var registered = await registration.RegisterAsync(new(request.Email, request.Password));
        return registered.Proof is { } proof ? Accepted(new RegistrationResponse(proof)) : this.Invalid(registered.Errors);
    }
#endif
}

/// <summary>A request to create an account.</summary>
/// <example>{ "email": "ada@example.com", "password": "correct horse battery", "passwordConfirmation": "correct horse battery" }</example>
public sealed class RegistrationRequest : NewPasswordRequest
{
    /// <summary>The address to sign in with, which emails go to.</summary>
    [Required(ErrorMessage = "Enter your email address.")]
    [ValidEmail]
    public string Email { get; init => field = EmailAddress.Clean(value); } = "";
}
#if (EmailConfirmation)

/// <summary>An account that waits for its address to be confirmed.</summary>
/// <param name="RegistrationProof">Sent with the confirmation, it shows that the same client registered, and the password from then is kept.</param>
/// <example>{ "registrationProof": "Uo3H5mPq1kzS8XvYtB0cJdRw7LfNaEgI2xVh6DpKsQM" }</example>
public sealed record RegistrationResponse(string RegistrationProof);
#endif
