using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

public sealed partial class EmailConfirmationController
{
    [HttpGet(AccountPaths.AskForConfirmation)]
    public IActionResult New() => View();

    [HttpPost(AccountPaths.AskForConfirmation), FormPage("New")]
    public async Task<IActionResult> Create([FromForm] EmailConfirmationForm form)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        await confirmation.RequestAsync(form.Email);
        return this.GoTo(AccountPaths.AfterConfirmationRequest, localizer["If there is an account with this address, a mail is on its way."]);
    }

    [HttpPost(AccountPaths.ConfirmWithPassword), FormPage("Edit")]
    public async Task<IActionResult> UpdateWithPassword([FromForm] NewPasswordForm form)
    {
        if (await confirmation.FindAsync(Secret) is not { } email) return NotValid();
        if (!ModelState.IsValid) return this.Invalid(email);

        var account = await confirmation.ConfirmAsync(Secret, form.Password);
        return account.Succeeded ? await ConfirmedAsync(account.User) : this.Invalid(email, account.Errors);
    }
}

public sealed class EmailConfirmationForm
{
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; set; } = "";
}
