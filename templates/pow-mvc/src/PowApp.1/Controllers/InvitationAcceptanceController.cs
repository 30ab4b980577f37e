using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Creating an account through a mailed invitation.</summary>
public sealed class InvitationAcceptanceController(
    InvitationService invitations, LinkCookie link, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(AccountPaths.InvitationLink), AllowAnonymous, NoReferrer]
    public async Task<IActionResult> Show(string? token)
    {
        if (session.Active is not null)
            return this.GoToWithProblem(AccountPaths.Home, localizer["You are signed in already. To accept an invitation, sign out and follow its link again."]);

        // A token of spaces alone arrives as null.
        if (token is null || await invitations.FindAsync(token) is null) return NotValid();

        link.Write(HttpContext, InvitationService.Purpose, token);
        return this.GoTo(AccountPaths.AcceptInvitation);
    }

    [HttpGet(AccountPaths.AcceptInvitation), AnonymousOnly]
    public async Task<IActionResult> Edit() =>
        await invitations.FindAsync(Secret) is { Address: var invited } ? View(new AcceptanceForm { InvitedAddress = invited }) : NotValid();

    [HttpPost(AccountPaths.AcceptInvitation), AnonymousOnly, FormPage("Edit")]
    public async Task<IActionResult> Accept([FromForm] AcceptanceForm form)
    {
        if (await invitations.FindAsync(Secret) is not { } invitation) return NotValid();

        form.InvitedAddress = invitation.Address;
        if (!ModelState.IsValid) return this.Invalid(form);

        var account = await invitations.AcceptAsync(Secret, form.Password);
        if (account.IsRefusedFor("Password")) return this.Invalid(form, account.Errors);

        link.Erase(HttpContext, InvitationService.Purpose);
        if (account.IsRefusedFor("Email")) return this.GoToWithProblem(AccountPaths.SignIn, localizer["There is an account with this address already. Sign in to it."]);
        if (!account.Succeeded) return NotValid();

        return this.GoTo(await session.SignInAsync(account.User, AccountPaths.AfterAcceptance));
    }

    private string Secret => link.Read(Request, InvitationService.Purpose);

    private IActionResult NotValid() =>
        this.GoToWithProblem(AccountPaths.SignIn, localizer["This invitation is not valid any more. Sign in if you have an account, or ask for a new invitation."]);
}

public sealed class AcceptanceForm : NewPasswordForm
{
    /// <summary>To be shown. The invitation says it, whatever is sent with the form.</summary>
    public string? InvitedAddress { get; set; }
}
