using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Confirming an address through a mailed link.</summary>
[ApiController, Route("/api/v1/confirm-email"), AllowAnonymous]
public sealed partial class EmailConfirmationController(EmailConfirmationService confirmation) : ControllerBase
{
#if (OpenRegistration)
    /// <summary>Confirms an address with the token of the link.</summary>
    /// <remarks>
    /// For a new account, a password may come along: the owner of the address chooses it, whoever registered.
    /// </remarks>
    [HttpPost(Name = "ConfirmEmail")]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Confirm(EmailConfirmationRequest request)
    {
        var account = request.Password is { } password
            ? await confirmation.ConfirmAsync(request.Token, password)
            : await confirmation.ConfirmAsync(request.Token);
        return account.Succeeded ? NoContent() : this.Invalid(account.Errors, nameof(request.Token));
    }
#endif
#if (!OpenRegistration)
    /// <summary>Confirms a new address with the token of the link.</summary>
    /// <remarks>It becomes that of the account. Every session ends.</remarks>
    [HttpPost(Name = "ConfirmEmail")]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Confirm(LinkRequest request)
    {
        var account = await confirmation.ConfirmAsync(request.Token);
        return account.Succeeded ? NoContent() : this.Invalid(account.Errors, nameof(request.Token));
    }
#endif
}
