using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Mail;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Asking again for the link that confirms a registration.</summary>
[AllowAnonymous]
public sealed class ConfirmRegistrationController(ConfirmRegistrationService registration, IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(ConfirmRegistrationPaths.Ask)]
    public IActionResult New() => View();

    [HttpPost(ConfirmRegistrationPaths.Ask), FormPage("New")]
    public async Task<IActionResult> Create([FromForm] ConfirmRegistrationForm form)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        await registration.RequestAsync(form.Email);
        return this.Done(AccountPaths.SignIn, localizer["If an account exists for {0}, we've sent it an email.", form.Email]);
    }
}

public sealed class ConfirmRegistrationForm
{
    [Required(ErrorMessage = "Enter your email address.")]
    [ValidEmail]
    public string Email { get; set => field = EmailAddress.Clean(value); } = "";
}
