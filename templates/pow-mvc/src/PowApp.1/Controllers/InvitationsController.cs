using System.ComponentModel.DataAnnotations;
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
    [HttpGet(AccountPaths.Invitations)]
    public async Task<IActionResult> Index() => View(await invitations.ListAsync(session.Required.UserId));

    [HttpGet(AccountPaths.Invite)]
    public IActionResult New() => View();

    [HttpPost(AccountPaths.Invite), FormPage("New")]
    public async Task<IActionResult> Create([FromForm] InvitationForm form)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        var invited = await invitations.InviteAsync(session.Required.UserId, form.Email);
        if (!invited.Succeeded) return this.Invalid(form, invited.Errors);

        return this.GoTo(AccountPaths.Invitations, localizer["Your invitation is on its way."]);
    }

    [HttpPost(AccountPaths.ResendInvitation)]
    public async Task<IActionResult> Resend(Guid id)
    {
        if (!await invitations.ResendAsync(session.Required.UserId, id)) return NotFound();

        return this.GoTo(AccountPaths.Invitations, localizer["Your invitation is on its way again. The link in the earlier mail stops working."]);
    }

    [HttpPost(AccountPaths.RevokeInvitation)]
    public async Task<IActionResult> Revoke(Guid id)
    {
        if (!await invitations.RevokeAsync(session.Required.UserId, id)) return NotFound();

        return this.GoTo(AccountPaths.Invitations, localizer["The invitation is revoked: its link does not work any more."]);
    }
}

public sealed class InvitationForm
{
    [Required(ErrorMessage = "Enter the email address of the person you invite.")]
    public string Email { get; set; } = "";
}
