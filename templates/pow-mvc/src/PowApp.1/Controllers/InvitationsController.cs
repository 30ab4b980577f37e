using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Inviting others, and the invitations that the user has sent.</summary>
[Authorize(InvitationService.Policy)]
public sealed class InvitationsController(
    InvitationService invitations, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(InvitationPaths.List)]
    public async Task<IActionResult> Index() => View(await invitations.ListAsync(session.Required.UserId));

    [HttpGet(InvitationPaths.Invite)]
    public IActionResult New() => View();

    [HttpPost(InvitationPaths.Invite), SubmitOnce, FormPage("New")]
    public async Task<IActionResult> Create([FromForm] InvitationForm form)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        var invited = await invitations.InviteAsync(session.Required.UserId, form.Email);
        if (!invited.Succeeded) return this.Invalid(form, invited.Errors);

        return this.Done(InvitationPaths.List, localizer["Invitation sent."]);
    }

    [HttpPost(InvitationPaths.Resend), SubmitOnce]
    public async Task<IActionResult> Resend(Guid id)
    {
        if (!await invitations.ResendAsync(session.Required.UserId, id)) return NotFound();

        return this.Done(InvitationPaths.List, localizer["Invitation resent."]);
    }

    [HttpPost(InvitationPaths.Revoke), SubmitOnce]
    public async Task<IActionResult> Revoke(Guid id)
    {
        if (!await invitations.RevokeAsync(session.Required.UserId, id)) return NotFound();

        return this.Done(InvitationPaths.List, localizer["Invitation revoked. Its link no longer works."]);
    }
}
