using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Creating an account through a mailed invitation.</summary>
[ApiController, Route("/api/v1/invitations/accept"), AllowAnonymous, Tags("Invitations")]
public sealed class InvitationAcceptanceController(InvitationService invitations, CurrentSession session) : ControllerBase
{
    /// <summary>Accepts an invitation with the token of the link.</summary>
    /// <remarks>Creates the account of the invited address, and signs in.</remarks>
    [HttpPost(Name = "AcceptInvitation")]
    [ProducesResponseType<TokenPair>(StatusCodes.Status201Created), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Create(PasswordFromLinkRequest request)
    {
        var account = await invitations.AcceptAsync(request.Token, request.Password);
        if (!account.Succeeded) return this.Invalid(account.Errors, nameof(request.Token));

        return this.Tokens(await session.SignInAsync(account.User), StatusCodes.Status201Created);
    }
}
