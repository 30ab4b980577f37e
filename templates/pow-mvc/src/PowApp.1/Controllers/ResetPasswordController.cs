using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Choosing a new password through an emailed link.</summary>
[AllowAnonymous]
public sealed class ResetPasswordController(
    ResetPasswordService resetPassword, LinkCookie link, RememberedEmail rememberedEmail, CurrentSession session,
    IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(ResetPasswordPaths.Ask)]
    public IActionResult New() => View(new ResetPasswordForm { Email = rememberedEmail.Read() ?? "" });

    [HttpPost(ResetPasswordPaths.Ask), SubmitOnce, FormPage("New")]
    public async Task<IActionResult> Create([FromForm] ResetPasswordForm form)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        await resetPassword.RequestAsync(form.Email);
        rememberedEmail.Remember(form.Email);
        return form.IsRepeated
            ? this.Done(ResetPasswordPaths.Sent, localizer["If an account exists for {0}, we've emailed it again.", form.Email])
            : this.Done(ResetPasswordPaths.Sent);
    }

    [HttpGet(ResetPasswordPaths.Sent)]
    public IActionResult Sent() =>
        rememberedEmail.Read() is { } email ? View(new ResetPasswordForm { Email = email }) : this.GoTo(ResetPasswordPaths.Ask);

    [HttpGet(ResetPasswordPaths.Link), NoReferrer]
    public async Task<IActionResult> Show(string? token) =>
        await link.OpenAsync(ResetPasswordService.Purpose, token) ? this.GoTo(ResetPasswordPaths.ChoosePassword) : NotValid();

    [HttpGet(ResetPasswordPaths.ChoosePassword)]
    public async Task<IActionResult> Edit() =>
        await link.FindAsync(ResetPasswordService.Purpose) is not null ? View() : NotValid(link.ExplainMissing(ResetPasswordService.Purpose));

    [HttpPost(ResetPasswordPaths.ChoosePassword), SubmitOnce, FormPage("Edit")]
    public async Task<IActionResult> Update([FromForm] NewPasswordForm form)
    {
        if (await link.FindAsync(ResetPasswordService.Purpose) is not { } token)
            return this.Invalid(form, [new(AccountField.None, link.ExplainMissing(ResetPasswordService.Purpose) ?? NoLongerValid)]);
        if (!ModelState.IsValid) return this.Invalid(form);

        var account = await resetPassword.ResetAsync(token, form.Password);
        if (!account.Succeeded) return this.Invalid(form, account.Errors);

        await session.EndAsync();
        rememberedEmail.Remember(account.User.Email!);
        return this.Done(AccountPaths.SignIn, localizer["Your password has been changed. Sign in with the new one."]);
    }

    private string NoLongerValid => localizer["This link has expired or was already used. Request a new one."];

    private IActionResult NotValid(string? reason = null) => this.GoToWithProblem(ResetPasswordPaths.Ask, reason ?? NoLongerValid);
}
