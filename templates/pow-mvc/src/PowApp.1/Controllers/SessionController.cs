using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Signing in, reauthenticating and signing out.</summary>
#if (!EmailConfirmation)
public sealed class SessionController(
    SignInService signIn, CurrentSession session, RememberedEmail rememberedEmail, IStringLocalizer<Texts> localizer) : Controller
#endif
#if (EmailConfirmation)
public sealed class SessionController(
    SignInService signIn, CurrentSession session, RegistrationCookie registrationCookie, RememberedEmail rememberedEmail,
    IStringLocalizer<Texts> localizer) : Controller
#endif
{
#if (!PersistentSession)
    [HttpGet(AccountPaths.SignIn), AnonymousOnly]
    public IActionResult New() => View(new SignInForm { Email = rememberedEmail.Read() ?? "" });
#endif
#if (PersistentSession)
    [HttpGet(AccountPaths.SignIn), AnonymousOnly]
    public IActionResult New([FromQuery] bool persistentSession) =>
        View(new SignInForm { Email = rememberedEmail.Read() ?? "", PersistentSession = persistentSession });
#endif

    [HttpPost(AccountPaths.SignIn), SubmitOnce, AllowAnonymous, FormPage("New")]
    public async Task<IActionResult> Create(
        [FromForm] SignInForm form, [FromQuery(Name = AccountPaths.RequestPathParameter)] string? requestPath)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        rememberedEmail.Remember(form.Email); // Until the user is signed in.
        var path = AccountPaths.AfterSignInTo(requestPath);
#if (!PersistentSession)
        return await signIn.SignInAsync(form.Email, form.Password) switch
#endif
#if (PersistentSession)
        return await signIn.SignInAsync(form.Email, form.Password, form.PersistentSession) switch
#endif
        {
            SignInOutcome.SignedIn => this.Done(path),
#if (EmailConfirmation)
#if (!PersistentSession)
            SignInOutcome.EmailUnconfirmed => Hold(path),
#endif
#if (PersistentSession)
            SignInOutcome.EmailUnconfirmed => Hold(path, form.PersistentSession),
#endif
#endif
            _ => this.Invalid(form, [new(AccountField.Password, localizer["Incorrect email or password."])]),
        };
    }

    [HttpPost(AccountPaths.SignOut), SubmitOnce]
    public async Task<IActionResult> Delete()
    {
        await session.EndAsync();
        // ASVS 5.0 14.3.1. Below a path, the storage also belongs to other apps of the host.
        Response.Headers["Clear-Site-Data"] = Request.PathBase.HasValue ? "\"cache\"" : "\"cache\", \"storage\"";
        return this.Done(AccountPaths.AfterSignOut, localizer["You've been signed out."]);
    }

    [HttpGet(AccountPaths.Reauthenticate)]
    public IActionResult Reauthenticate() => View();

    [HttpPost(AccountPaths.Reauthenticate), SubmitOnce, FormPage("Reauthenticate")]
    public async Task<IActionResult> Reauthenticate(
        [FromForm] ReauthenticationForm form, [FromQuery(Name = AccountPaths.RequestPathParameter)] string? requestPath)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        return await signIn.ReauthenticateAsync(form.Password)
            ? this.Done(AccountPaths.AfterSignInTo(requestPath))
            : this.Invalid(form, [new(AccountField.Password, localizer["Incorrect password."])]);
    }
#if (EmailConfirmation)

    // What was asked for comes back once the address is confirmed.
#if (!PersistentSession)
    private IActionResult Hold(string path)
    {
        registrationCookie.Hold(AccountPaths.WithRequestPath(AccountPaths.SignIn, path));
        return this.GoTo(ConfirmRegistrationPaths.Sent);
    }
#endif
#if (PersistentSession)
    private IActionResult Hold(string path, bool persistentSession)
    {
        registrationCookie.Hold(AccountPaths.WithRequestPath(AccountPaths.SignIn, path) + (persistentSession ? "&persistentSession=true" : ""));
        return this.GoTo(ConfirmRegistrationPaths.Sent);
    }
#endif
#endif
}
