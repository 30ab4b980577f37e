using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Undoing a change of address, through the link "This wasn't me" in the notice about it.</summary>
[AllowAnonymous, NoReferrer]
public sealed class UndoEmailChangeController(
    EmailChangeService emailChange, TokenService tokens, RememberedEmail rememberedEmail, CurrentSession session,
    IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(AccountPaths.UndoEmailChange)]
    public async Task<IActionResult> Edit(string? token) => await FindAsync(token) is { } change ? View(PageOf(change)) : DeadLink();

    [HttpPost(AccountPaths.UndoEmailChange), SubmitOnce, FormPage("Edit")]
    public async Task<IActionResult> Update(string? token, [FromForm] NewPasswordForm form)
    {
        if (await FindAsync(token) is not { } change) return DeadLink();
        if (!ModelState.IsValid) return this.Invalid(PageOf(change));

        var account = await emailChange.UndoAsync(change, form.Password);
        if (!account.Succeeded) return this.Invalid(PageOf(change), account.Errors);

        await session.EndAsync();
        rememberedEmail.Remember(change.SentTo);
        return this.Done(AccountPaths.SignIn, localizer["Your email is restored, your password is changed, and all devices are signed out. Sign in with the new password."]);
    }

    // A token of spaces alone arrives as null.
    private Task<AccountToken?> FindAsync(string? token) => tokens.FindAsync(TokenPurpose.UndoEmailChange, token ?? "");

    private ViewResult DeadLink()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("DeadLink");
    }

    private static UndoEmailChangePage PageOf(AccountToken change) => new() { Email = change.SentTo, RequestedAt = change.IssuedAt };
}

public sealed class UndoEmailChangePage : NewPasswordForm
{
    /// <summary>The address that is restored.</summary>
    public required string Email { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }
}
