using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>What users change about their own accounts.</summary>
public sealed class AccountController(
    AccountService accounts, EmailChangeService emailChange, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(AccountPaths.Account)]
    public IActionResult Edit() => View(new AccountPage());

    [HttpPost(AccountPaths.ChangeEmail), FormPage("Edit")]
    public async Task<IActionResult> ChangeEmail([FromForm(Name = nameof(AccountPage.ChangeEmail))] ChangeEmailForm form)
    {
        var page = new AccountPage { ChangeEmail = form };
        if (!ModelState.IsValid) return this.Invalid(page);

        var account = await emailChange.ChangeAsync(session.Required.UserId, form.CurrentPassword, form.Email);
        if (!account.Succeeded) return this.Invalid(page, account.Errors, nameof(AccountPage.ChangeEmail));

        await session.StartAsync(account.User);
#if (EmailConfirmation)
        return this.GoTo(AccountPaths.Account, form.Email == account.User.Email
            ? localizer["This is your email address, and stays it."]
            : localizer["A mail is on its way to the new address. Open the link in it to confirm the change."]);
#endif
#if (!EmailConfirmation)
        return this.GoTo(AccountPaths.Account, localizer["Your email address has been changed."]);
#endif
    }

    [HttpPost(AccountPaths.ChangePassword), FormPage("Edit")]
    public async Task<IActionResult> ChangePassword([FromForm(Name = nameof(AccountPage.ChangePassword))] ChangePasswordForm form)
    {
        var page = new AccountPage();
        if (!ModelState.IsValid) return this.Invalid(page);

        var account = await accounts.ChangePasswordAsync(session.Required.UserId, form.CurrentPassword, form.Password);
        if (!account.Succeeded) return this.Invalid(page, account.Errors, nameof(AccountPage.ChangePassword));

        await session.StartAsync(account.User);
        return this.GoTo(AccountPaths.Account, localizer["Your password has been changed, and your other sessions are signed out."]);
    }

    [HttpPost(AccountPaths.DeleteAccount), FormPage("Edit")]
    public async Task<IActionResult> Delete([FromForm(Name = nameof(AccountPage.DeleteAccount))] DeleteAccountForm form)
    {
        var page = new AccountPage();
        if (!ModelState.IsValid) return this.Invalid(page);

        var account = await accounts.DeleteAsync(session.Required.UserId, form.CurrentPassword);
        if (!account.Succeeded) return this.Invalid(page, account.Errors, nameof(AccountPage.DeleteAccount));

        await session.EndAsync();
        return this.GoTo(AccountPaths.AfterDeletion, localizer["Your account has been deleted. Sorry to see you go!"]);
    }
}

/// <summary>The forms of the account page, each sent on its own.</summary>
public sealed class AccountPage
{
    public ChangeEmailForm ChangeEmail { get; init; } = new();
    public ChangePasswordForm ChangePassword { get; init; } = new();
    public DeleteAccountForm DeleteAccount { get; init; } = new();
}

public sealed class ChangeEmailForm
{
    [Required(ErrorMessage = "Enter your new email address.")]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Enter your current password.")]
    public string CurrentPassword { get; set; } = "";
}

public sealed class ChangePasswordForm : NewPasswordForm
{
    [Required(ErrorMessage = "Enter your current password.")]
    public string CurrentPassword { get; set; } = "";
}

public sealed class DeleteAccountForm
{
    [Required(ErrorMessage = "Enter your current password.")]
    public string CurrentPassword { get; set; } = "";
}
