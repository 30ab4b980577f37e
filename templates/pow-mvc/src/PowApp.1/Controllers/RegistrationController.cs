using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Creating an account.</summary>
#if (!EmailConfirmation)
public sealed class RegistrationController(RegistrationService registration, SignInService signIn) : Controller
#endif
#if (EmailConfirmation)
public sealed class RegistrationController(
    RegistrationService registration, RegistrationCookie registrationCookie, RememberedEmail rememberedEmail) : Controller
#endif
{
    [HttpGet(AccountPaths.Register), AnonymousOnly]
    public IActionResult New() => View();

    [HttpPost(AccountPaths.Register), SubmitOnce, AnonymousOnly, FormPage("New")]
    public async Task<IActionResult> Create([FromForm] RegistrationForm form)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

#if (!EmailConfirmation)
        var account = await registration.RegisterAsync(new(form.Email, form.Password));
        if (!account.Succeeded) return this.Invalid(form, account.Errors);

        await signIn.SignInAsync(new SignIn(account.User, "registration"));
        return this.Done(AccountPaths.AfterSignIn);
#endif
#if (EmailConfirmation)
        var registered = await registration.RegisterAsync(new(form.Email, form.Password));
        if (registered.Proof is not { } proof) return this.Invalid(form, registered.Errors);

        registrationCookie.Write(proof);
        rememberedEmail.Remember(form.Email);
        return this.Done(ConfirmRegistrationPaths.Sent);
#endif
    }
}
