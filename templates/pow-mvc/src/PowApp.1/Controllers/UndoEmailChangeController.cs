using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Undoing a change of address, through the link "This wasn't me" in the notice about it.</summary>
[AllowAnonymous, NoReferrer]
public sealed class UndoEmailChangeController(
    EmailChangeService emailChange, TokenService tokens, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(AccountPaths.UndoEmailChange)]
    public async Task<IActionResult> Edit(string? token) => await FindAsync(token) is { } change ? View(change) : NotFound();

    [HttpPost(AccountPaths.UndoEmailChange), FormPage("Edit")]
    public async Task<IActionResult> Update(string? token)
    {
        if (await FindAsync(token) is not { } change) return NotFound();

        var account = await emailChange.UndoAsync(change);
        if (!account.Succeeded) return this.Invalid(change, account.Errors);

        await session.EndAsync();
        return this.GoTo(AccountPaths.SignIn, localizer["Your email is restored, and all devices are signed out. Someone else could sign in to your account: change your password now."]);
    }

    // A token of spaces alone arrives as null.
    private Task<AccountToken?> FindAsync(string? token) => tokens.FindAsync(TokenPurpose.UndoEmailChange, token ?? "");
}
