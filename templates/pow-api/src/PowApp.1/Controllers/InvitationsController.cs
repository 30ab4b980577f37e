using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Inviting others, and the invitations that the user has sent.</summary>
[ApiController, Route("/api/v1/invitations"), Authorize(InvitationService.Policy)]
public sealed class InvitationsController(InvitationService invitations, CurrentSession session) : ControllerBase
{
    /// <summary>Lists the invitations, the newest first.</summary>
    [HttpGet]
    [ProducesResponseType<IReadOnlyList<InvitationListItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Index() => Ok(await invitations.ListAsync(session.Required.UserId));

    /// <summary>Invites an address. The answer is the same for one that has an account.</summary>
    [HttpPost]
    [ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Create(InvitationRequest request)
    {
        var invited = await invitations.InviteAsync(session.Required.UserId, request.Email);
        return invited.Succeeded ? Accepted() : this.Invalid(invited.Errors);
    }

    /// <summary>Sends an invitation again. The link in the earlier mail stops working.</summary>
    [HttpPost("{id:guid}/resend")]
    [ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Resend(Guid id) =>
        await invitations.ResendAsync(session.Required.UserId, id) ? Accepted() : ApiProblem.NotFound;

    /// <summary>Revokes an invitation: its link does not work any more.</summary>
    [HttpDelete("{id:guid}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Revoke(Guid id) =>
        await invitations.RevokeAsync(session.Required.UserId, id) ? NoContent() : ApiProblem.NotFound;
}

public sealed class InvitationRequest
{
    [Required(ErrorMessage = "Enter the email address of the person you invite.")]
    public string Email { get; init; } = "";
}
