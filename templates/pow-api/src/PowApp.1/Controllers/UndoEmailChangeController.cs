using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Undoing a change of address, through the link "This wasn't me" in the notice about it.</summary>
[ApiController, Route("/api/v1/account-changes"), Tags(ApiTags.Email)]
public sealed class UndoEmailChangeController(EmailChangeService emailChange, TokenService tokens) : ControllerBase
{
    /// <summary>Undo an email change</summary>
    /// <remarks>Restores the previous address, replaces the password and ends all sessions.</remarks>
    /// <response code="204">The account has its previous address and the new password.</response>
    [HttpPost("undo", Name = "UndoEmailChange"), AllowAnonymous]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesProblems(nameof(ApiProblem.TooManyAttempts), nameof(ApiProblem.Busy))]
    public async Task<IActionResult> Undo(LinkPasswordRequest request)
    {
        if (await tokens.FindAsync(TokenPurpose.UndoEmailChange, request.Token) is not { } token)
            return this.InvalidLink(tokens.Refused().Errors);

        var account = await emailChange.UndoAsync(token, request.Password);
        return account.Succeeded ? NoContent() : this.InvalidLink(account.Errors);
    }
}
