using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Choosing a new password through a mailed link.</summary>
[AllowAnonymous]
public sealed class ResetPasswordController(
    ResetPasswordService resetPassword, LinkCookie link, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(AccountPaths.ResetPassword)]
    public IActionResult New() => View();

    [HttpPost(AccountPaths.ResetPassword), FormPage("New")]
    public async Task<IActionResult> Create([FromForm] ResetPasswordForm form)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        await resetPassword.RequestAsync(form.Email);
        return this.GoTo(AccountPaths.AfterResetRequest, localizer["If there is an account with this address, a mail with a link is on its way."]);
    }

    [HttpGet(AccountPaths.ResetPasswordLink), NoReferrer]
    public async Task<IActionResult> Show(string? token)
    {
        // A token of spaces alone arrives as null.
        if (token is null || !await resetPassword.IsValidAsync(token)) return NotValid();

        link.Write(HttpContext, ResetPasswordService.Purpose, token);
        return this.GoTo(AccountPaths.ChooseNewPassword);
    }

    [HttpGet(AccountPaths.ChooseNewPassword)]
    public async Task<IActionResult> Edit() => await resetPassword.IsValidAsync(Secret) ? View() : NotValid();

    [HttpPost(AccountPaths.ChooseNewPassword), FormPage("Edit")]
    public async Task<IActionResult> Update([FromForm] NewPasswordForm form)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        var account = await resetPassword.ResetAsync(Secret, form.Password);
        if (!account.Succeeded) return this.Invalid(form, account.Errors);

        link.Erase(HttpContext, ResetPasswordService.Purpose);
        await session.EndAsync();
        return this.GoTo(AccountPaths.AfterReset, localizer["Your password has been changed. Sign in with the new one."]);
    }

    private string Secret => link.Read(Request, ResetPasswordService.Purpose);

    private IActionResult NotValid() =>
        this.GoToWithProblem(AccountPaths.ResetPassword, localizer["This link is not valid any more. Ask for a new one."]);
}

public sealed class ResetPasswordForm
{
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; set; } = "";
}
