using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Waiting for the link that confirms a registration, and asking for it again.</summary>
[AllowAnonymous]
public sealed class ConfirmRegistrationController(
    ConfirmRegistrationService registration, RememberedEmail rememberedEmail, IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(ConfirmRegistrationPaths.Sent)]
    public IActionResult Sent() =>
        rememberedEmail.Read() is { } email ? View(new ConfirmRegistrationForm { Email = email }) : this.GoTo(ConfirmRegistrationPaths.Ask);

    [HttpGet(ConfirmRegistrationPaths.Ask)]
    public IActionResult New() => View(new ConfirmRegistrationForm { Email = rememberedEmail.Read() ?? "" });

    [HttpPost(ConfirmRegistrationPaths.Ask), SubmitOnce, FormPage("New")]
    public async Task<IActionResult> Create([FromForm] ConfirmRegistrationForm form)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        await registration.RequestAsync(form.Email);
        rememberedEmail.Remember(form.Email);
        return this.Done(
            ConfirmRegistrationPaths.Sent, localizer["If an account with {0} is waiting to be confirmed, we've emailed it a link.", form.Email]);
    }
}
