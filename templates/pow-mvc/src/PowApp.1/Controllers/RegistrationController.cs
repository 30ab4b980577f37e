using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Creating an account.</summary>
public sealed class RegistrationController(RegistrationService registration, CurrentSession session) : Controller
{
    [HttpGet(AccountPaths.Register), AnonymousOnly]
    public IActionResult New() => View();

    [HttpPost(AccountPaths.Register), AnonymousOnly, FormPage("New")]
    public async Task<IActionResult> Create([FromForm] RegistrationForm form)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        var account = await registration.RegisterAsync(form.Email, form.Password);
        if (!account.Succeeded) return this.Invalid(form, account.Errors);

        return this.GoTo(await session.SignInAsync(account.User, AccountPaths.AfterRegistration));
    }
}

public sealed class RegistrationForm : NewPasswordForm
{
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; set; } = "";
}
