using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Creating an account through an emailed invitation.</summary>
public sealed class InvitationAcceptanceController(
    InvitationService invitations, SignInService signIn, LinkCookie link, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(InvitationPaths.Link), AllowAnonymous, NoReferrer]
    public async Task<IActionResult> Show(string? token)
    {
        if (session.Active is not null)
            return this.GoToWithProblem(AccountPaths.Home, localizer["You're already signed in. Sign out and open the link again to accept."]);

        return await link.OpenAsync(InvitationService.Purpose, token) ? this.GoTo(InvitationPaths.Accept) : NotValid();
    }

    [HttpGet(InvitationPaths.Accept), AnonymousOnly]
    public async Task<IActionResult> Edit() =>
        await link.FindAsync(InvitationService.Purpose) is not null ? View() : NotValid(link.ExplainMissing(InvitationService.Purpose));

    [HttpPost(InvitationPaths.Accept), SubmitOnce, AnonymousOnly, FormPage("Edit")]
    public async Task<IActionResult> Accept([FromForm] NewPasswordForm form)
    {
        if (await link.FindAsync(InvitationService.Purpose) is not { } token) return NotValid(link.ExplainMissing(InvitationService.Purpose));
        if (!ModelState.IsValid) return this.Invalid(form);

        var account = await invitations.AcceptAsync(token, form.Password);
        if (account.Errors.Any(error => error.Field is AccountField.Password)) return this.Invalid(form, account.Errors);

        if (account.Errors.Any(error => error.Field is AccountField.Email))
            return this.GoToWithProblem(AccountPaths.SignIn, localizer["An account with this email already exists. Sign in to it."]);
        if (!account.Succeeded) return NotValid();

        await signIn.SignInAsync(new SignIn(account.User, "invitation"));
        return this.Done(AccountPaths.AfterSignIn);
    }

    private IActionResult NotValid(string? reason = null) => this.GoToWithProblem(
        AccountPaths.SignIn, reason ?? localizer["This invitation has expired or was already used. Sign in if you have an account, or ask for a new invitation."]);
}
