using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>The link "this was not me" in the notice of a changed address.</summary>
[AllowAnonymous, NoReferrer]
public sealed class AccountChangesController(
    UndoEmailChangeService undoEmailChange, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
{
    // A token of spaces alone arrives as null.
    [HttpGet(AccountPaths.AccountChange)]
    public async Task<IActionResult> Edit(string? token) =>
        token is not null && await undoEmailChange.FindAsync(token) is { } change ? View(change) : NotFound();

    [HttpPost(AccountPaths.AccountChange), FormPage("Edit")]
    public async Task<IActionResult> Undo(string? token)
    {
        if (token is null || await undoEmailChange.FindAsync(token) is not { } change) return NotFound();

        var account = await undoEmailChange.UndoAsync(token);
        if (!account.Succeeded) return this.Invalid(change, account.Errors);

        await session.EndAsync();
        return this.GoTo(AccountPaths.SignIn, localizer["Your address is restored and every device is signed out. Whoever changed it knew your password: change it now."]);
    }
}
