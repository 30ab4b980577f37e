using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>What users change about their own accounts.</summary>
public sealed class AccountController(
    AccountService accounts, EmailChangeService emailChange, CurrentSession session, RememberedEmail rememberedEmail, IStringLocalizer<Texts> localizer)
    : Controller
{
    [HttpGet(AccountPaths.Account)]
    public IActionResult Edit()
    {
        var typedEmail = rememberedEmail.Read(session.Required.UserId);
        if (typedEmail is not null && session.IsFresh && !HttpMethods.IsHead(Request.Method)) rememberedEmail.Forget();
        return View(new AccountPage { ChangeEmail = new() { Email = typedEmail ?? "" } });
    }

    /// <summary>Where a password manager sends its user to change the password (W3C, "A Well-Known URL for Changing Passwords").</summary>
    [HttpGet(AccountPaths.WellKnownChangePassword), AllowAnonymous]
    public IActionResult FindChangePassword() => Redirect($"~{AccountPaths.Account}");

    /// <summary>What the browser shows as the address of the page after a form was refused, when it is reloaded.</summary>
    [HttpGet(AccountPaths.ChangeEmail), HttpGet(AccountPaths.ChangePassword), HttpGet(AccountPaths.DeleteAccount)]
    public IActionResult FindForms() => this.GoTo(AccountPaths.Account);

    [HttpPost(AccountPaths.ChangeEmail), SubmitOnce, FormPage("Edit")]
    public async Task<IActionResult> ChangeEmail([FromForm(Name = nameof(AccountPage.ChangeEmail))] ChangeEmailForm form)
    {
        if (!session.IsFresh) return Reauthenticate(form.Email);

        var page = new AccountPage { ChangeEmail = form };
        if (!ModelState.IsValid) return this.Invalid(page);

        var change = await emailChange.RequestAsync(session.Required.UserId, form.Email);
        return change.Outcome switch
        {
            EmailChangeOutcome.Refused => this.Invalid(page, change.Errors, nameof(AccountPage.ChangeEmail)),
            EmailChangeOutcome.OwnAddress => this.Done(AccountPaths.Account, localizer["This is already your email address."]),
            EmailChangeOutcome.Canceled => this.Done(AccountPaths.Account, localizer["The change is canceled. Your email is still {0}.", form.Email]),
            _ => this.Done(AccountPaths.Account, localizer["We sent a link to {0}. Open it to confirm the change.", form.Email]),
        };
    }

    [HttpPost(AccountPaths.ChangePassword), SubmitOnce, RequireFreshSession(AccountPaths.Account), FormPage("Edit")]
    public async Task<IActionResult> ChangePassword([FromForm(Name = nameof(AccountPage.ChangePassword))] ChangePasswordForm form)
    {
        var page = new AccountPage();
        if (!ModelState.IsValid) return this.Invalid(page);

        var account = await accounts.ChangePasswordAsync(session.Required.UserId, form.CurrentPassword, form.Password);
        if (!account.Succeeded) return this.Invalid(page, account.Errors, nameof(AccountPage.ChangePassword));

        await session.ReplaceAsync(account.User);
        return this.Done(AccountPaths.Account, localizer["Your password has been changed, and your other sessions are signed out."]);
    }

    [HttpPost(AccountPaths.DeleteAccount), SubmitOnce, RequireFreshSession(AccountPaths.Account), FormPage("Edit")]
    public async Task<IActionResult> Delete()
    {
        var account = await accounts.DeleteAsync(session.Required.UserId);
        if (!account.Succeeded) return this.Invalid(new AccountPage(), account.Errors);

        await session.EndAsync();
        return this.Done(AccountPaths.AfterDeletion, localizer["Your account has been deleted. We're sorry to see you go."]);
    }

    // What was typed is there again once the user has proven who they are.
    private IActionResult Reauthenticate(string typedEmail)
    {
        rememberedEmail.Remember(typedEmail, session.Required.UserId);
        return this.GoTo(AccountPaths.WithRequestPath(AccountPaths.Reauthenticate, AccountPaths.Account));
    }
}

/// <summary>The forms of the account page, each sent on its own.</summary>
public sealed class AccountPage
{
    public ChangeEmailForm ChangeEmail { get; init; } = new();
    public ChangePasswordForm ChangePassword { get; init; } = new();
}
