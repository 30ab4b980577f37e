using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>The link "this was not me" in the notice of a changed address.</summary>
[ApiController, Route("/api/v1/account-changes")]
public sealed class AccountChangesController(UndoEmailChangeService undoEmailChange) : ControllerBase
{
    /// <summary>Undoes a change of address.</summary>
    /// <remarks>Restores the address before, and ends every session.</remarks>
    [HttpPost("undo", Name = "UndoEmailChange"), AllowAnonymous]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Undo(LinkRequest request)
    {
        var account = await undoEmailChange.UndoAsync(request.Token);
        return account.Succeeded ? NoContent() : this.Invalid(account.Errors, nameof(request.Token));
    }
}
