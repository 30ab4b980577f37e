using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Creating an account through an emailed invitation.</summary>
[ApiController, Route("/api/v1/invitations/accept"), AllowAnonymous, Tags(ApiTags.Invitations)]
public sealed class InvitationAcceptanceController(
    InvitationService invitations, SignInService signIn, TokenService tokens, CurrentSession session) : ControllerBase
{
    /// <summary>Accept an invitation</summary>
    /// <remarks>Creates the account of the invited address and signs in.</remarks>
    /// <response code="201">The tokens of a first session.</response>
    [HttpPost(Name = "AcceptInvitation")]
    [ProducesResponseType<TokenPair>(StatusCodes.Status201Created), ProducesProblems(nameof(ApiProblem.TooManyAttempts), nameof(ApiProblem.Busy))]
    public async Task<IActionResult> Create(LinkPasswordRequest request)
    {
        if (await tokens.FindAsync(InvitationService.Purpose, request.Token) is not { } token)
            return this.InvalidLink(tokens.Refused().Errors);

        var account = await invitations.AcceptAsync(token, request.Password);
        if (!account.Succeeded) return this.InvalidLink(account.Errors);

        await signIn.SignInAsync(new SignIn(account.User, "invitation"));
        return session.Tokens is { } pair ? StatusCode(StatusCodes.Status201Created, pair) : ApiProblem.Unauthenticated;
    }
}
