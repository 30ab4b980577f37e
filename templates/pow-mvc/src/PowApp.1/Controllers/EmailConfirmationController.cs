using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Confirming an address through a mailed link.</summary>
[AllowAnonymous]
public sealed partial class EmailConfirmationController(
    EmailConfirmationService confirmation, LinkCookie link, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(AccountPaths.ConfirmEmailLink), NoReferrer]
    public async Task<IActionResult> Show(string? token)
    {
        // A token of spaces alone arrives as null.
        if (token is null || await confirmation.FindAsync(token) is null) return NotValid();

        link.Write(HttpContext, EmailConfirmationService.Purpose, token);
        return this.GoTo(AccountPaths.ConfirmEmail);
    }

    [HttpGet(AccountPaths.ConfirmEmail)]
    public async Task<IActionResult> Edit() => await confirmation.FindAsync(Secret) is { } email ? View(email) : NotValid();

    [HttpPost(AccountPaths.ConfirmEmail), FormPage("Edit")]
    public async Task<IActionResult> Update()
    {
        if (await confirmation.FindAsync(Secret) is not { } email) return NotValid();

        var account = await confirmation.ConfirmAsync(Secret);
        return account.Succeeded ? await ConfirmedAsync(account.User) : this.Invalid(email, account.Errors);
    }

    private string Secret => link.Read(Request, EmailConfirmationService.Purpose);

    // Their own session goes on, with a new value; a session of somebody else is left alone.
    private async Task<IActionResult> ConfirmedAsync(User user)
    {
        link.Erase(HttpContext, EmailConfirmationService.Purpose);
        if (session.Active?.UserId != user.Id)
            return this.GoTo(AccountPaths.AfterConfirmation, localizer["Your email address is confirmed. Sign in with it."]);

        await session.StartAsync(user, session.IsFresh);
        return this.GoTo(AccountPaths.AfterConfirmationSignedIn, localizer["Your email address is confirmed."]);
    }

    private IActionResult NotValid() =>
        this.GoToWithProblem(AccountPaths.AfterConfirmation, localizer["This link is not valid any more. If you still need it, ask for a new one."]);
}
