using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Signing in, signing out, and giving the password again.</summary>
#if (PersistentSession)
public sealed class SessionController(
    AccountService accounts, CurrentSession session, PersistentCookie persistent, IStringLocalizer<Texts> localizer) : Controller
#endif
#if (!PersistentSession)
public sealed class SessionController(AccountService accounts, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
#endif
{
    [HttpGet(AccountPaths.SignIn), AnonymousOnly]
    public IActionResult New() => View();

    [HttpPost(AccountPaths.SignIn), AllowAnonymous, FormPage("New")]
    public async Task<IActionResult> Create(
        [FromForm] SignInForm form, [FromQuery(Name = AccountPaths.RequestPathParameter)] string? requestPath)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        var account = await accounts.AuthenticateAsync(form.Email, form.Password);
        if (!account.Succeeded) return this.Invalid(form, account.Errors);

        var next = await session.SignInAsync(account.User, AccountPaths.LocalOr(requestPath, AccountPaths.AfterSignIn));
#if (PersistentSession)
        if (form.PersistentSession && session.Started is { } started) await persistent.StartAsync(started);
#endif
        return this.GoTo(next);
    }

    [HttpPost(AccountPaths.SignOut)]
    public async Task<IActionResult> Delete()
    {
        await session.EndAsync();
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\""; // ASVS 5.0 14.3.1
        return this.GoTo(AccountPaths.AfterSignOut, localizer["You are signed out."]);
    }

    [HttpGet(AccountPaths.Reauthenticate)]
    public IActionResult Reauthenticate() => View();

    [HttpPost(AccountPaths.Reauthenticate), FormPage("Reauthenticate")]
    public async Task<IActionResult> Reauthenticate(
        [FromForm] ReauthenticationForm form, [FromQuery(Name = AccountPaths.RequestPathParameter)] string? requestPath)
    {
        if (!ModelState.IsValid) return this.Invalid(form);

        var account = await accounts.CheckPasswordAsync(session.Required.UserId, form.Password, nameof(form.Password));
        if (!account.Succeeded) return this.Invalid(form, account.Errors);

        await session.RestartAsync();
        return this.GoTo(AccountPaths.LocalOr(requestPath, AccountPaths.AfterSignIn));
    }
}

public sealed class SignInForm
{
    [Required(ErrorMessage = "Enter your email address.")]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; set; } = "";
#if (PersistentSession)

    public bool PersistentSession { get; set; }
#endif
}

public sealed class ReauthenticationForm
{
    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; set; } = "";
}
