using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Mail;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Inviting others, and the invitations that the user has sent.</summary>
[ApiController, Route("/api/v1/invitations"), Authorize(InvitationService.Policy), Tags(ApiTags.Invitations)]
public sealed class InvitationsController(InvitationService invitations, CurrentSession session) : ControllerBase
{
    /// <summary>List invitations</summary>
    /// <response code="200">The invitations that the user has sent, the newest first.</response>
    [HttpGet(Name = "ListInvitations")]
    [ProducesResponseType<IReadOnlyList<InvitationListItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Index() => Ok(await invitations.ListAsync(session.Required.UserId));

    /// <summary>Invite someone</summary>
    /// <remarks>The response is the same for an address that already has an account.</remarks>
    /// <response code="202">An email is on its way.</response>
    [HttpPost(Name = "Invite")]
    [ProducesResponseType(StatusCodes.Status202Accepted), ProducesProblems(nameof(ApiProblem.TooManyAttempts))]
    public async Task<IActionResult> Create(InvitationRequest request)
    {
        var invited = await invitations.InviteAsync(session.Required.UserId, request.Email);
        return invited.Succeeded ? Accepted() : this.Invalid(invited.Errors);
    }

    /// <summary>Resend an invitation</summary>
    /// <remarks>The link in the earlier email stops working.</remarks>
    /// <param name="id">The id of the invitation.</param>
    /// <response code="202">An email with another link is on its way.</response>
    [HttpPost("{id:guid}/resend", Name = "ResendInvitation")]
    [ProducesResponseType(StatusCodes.Status202Accepted), ProducesProblems(nameof(ApiProblem.NotFound), nameof(ApiProblem.TooManyAttempts))]
    public async Task<IActionResult> Resend(Guid id) =>
        await invitations.ResendAsync(session.Required.UserId, id) ? Accepted() : ApiProblem.NotFound;

    /// <summary>Revoke an invitation</summary>
    /// <remarks>Its link no longer works.</remarks>
    /// <param name="id">The id of the invitation.</param>
    /// <response code="204">The invitation is revoked.</response>
    [HttpDelete("{id:guid}", Name = "RevokeInvitation")]
    [ProducesResponseType(StatusCodes.Status204NoContent), ProducesProblems(nameof(ApiProblem.NotFound))]
    public async Task<IActionResult> Revoke(Guid id) =>
        await invitations.RevokeAsync(session.Required.UserId, id) ? NoContent() : ApiProblem.NotFound;
}

/// <summary>A request to invite someone.</summary>
/// <example>{ "email": "grace@example.com" }</example>
public sealed class InvitationRequest
{
    /// <summary>The address to invite.</summary>
    [Required(ErrorMessage = "Enter the email address of the person you invite.")]
    [ValidEmail]
    public string Email { get; init => field = EmailAddress.Clean(value); } = "";
}
