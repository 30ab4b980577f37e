using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>Confirming an address through an emailed link.</summary>
[AllowAnonymous]
#if (!EmailConfirmation)
public sealed class ConfirmEmailController(
    EmailChangeService emailChange, LinkCookie link, RememberedEmail rememberedEmail, CurrentSession session, IStringLocalizer<Texts> localizer)
    : Controller
#endif
#if (EmailConfirmation)
public sealed class ConfirmEmailController(
    EmailChangeService emailChange, ConfirmRegistrationService registration, RegistrationCookie registrationCookie, LinkCookie link,
    RememberedEmail rememberedEmail, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
#endif
{
    [HttpGet(AccountPaths.ConfirmEmailLink), NoReferrer]
    public async Task<IActionResult> Show(string? token) =>
        await link.OpenAsync(TokenPurpose.ConfirmEmail, token) ? this.GoTo(AccountPaths.ConfirmEmail) : NotValid();

#if (!EmailConfirmation)
    [HttpGet(AccountPaths.ConfirmEmail)]
    public async Task<IActionResult> Edit() =>
        await link.FindAsync(TokenPurpose.ConfirmEmail) is { } token ? View(PageOf(token)) : NoLink();
#endif
#if (EmailConfirmation)
    [HttpGet(AccountPaths.ConfirmEmail), HttpGet(ConfirmRegistrationPaths.ConfirmWithPassword)] // Also when the page of a refused form is reloaded.
    public async Task<IActionResult> Edit()
    {
        if (await link.FindAsync(TokenPurpose.ConfirmEmail) is not { } token) return NoLink();

        // In another browser, perhaps of someone else, the address was registered with a password that its owner may not know.
        var isNewHere = token.User.IsUnconfirmed && !registration.Proves(registrationCookie.Read(), token.User);
        return isNewHere ? View("ConfirmRegistration") : View(PageOf(token));
    }
#endif

    [HttpPost(AccountPaths.ConfirmEmail), SubmitOnce, FormPage("Edit")]
    public async Task<IActionResult> Update([FromForm] ConfirmEmailForm form)
    {
        if (await link.FindAsync(TokenPurpose.ConfirmEmail) is not { } token) return NoLink();

#if (EmailConfirmation)
        if (token.User.IsUnconfirmed)
        {
            // A browser that has lost its proof is asked for a password there.
            var registered = await registration.ConfirmAsync(token, registrationCookie.Read());
            return registered.Succeeded ? await RegisteredAsync(registered.User) : this.GoTo(AccountPaths.ConfirmEmail);
        }

#endif
        var account = await emailChange.ConfirmAsync(token, form.Password);
        return account.Succeeded ? await ConfirmedAsync(account.User) : this.Invalid(PageOf(token), account.Errors);
    }
#if (EmailConfirmation)

    [HttpPost(ConfirmRegistrationPaths.ConfirmWithPassword), SubmitOnce, FormPage("ConfirmRegistration")]
    public async Task<IActionResult> UpdateWithPassword([FromForm] NewPasswordForm form)
    {
        if (await link.FindAsync(TokenPurpose.ConfirmEmail) is not { User.IsUnconfirmed: true } token) return NoLink();
        if (!ModelState.IsValid) return this.Invalid(form);

        var account = await registration.ConfirmWithPasswordAsync(token, form.Password);
        return account.Succeeded ? await RegisteredAsync(account.User) : this.Invalid(form, account.Errors);
    }

    private async Task<IActionResult> RegisteredAsync(User user)
    {
        registrationCookie.Erase();
        return await ConfirmedAsync(user);
    }
#endif

    // A session of the user goes on, with a new value. A session of someone else is left alone.
    private async Task<IActionResult> ConfirmedAsync(User user)
    {
        if (session.Active?.UserId == user.Id)
        {
            await session.ReplaceAsync(user, session.IsFresh);
            return this.Done(AccountPaths.Account, localizer["Your email is confirmed."]);
        }

        rememberedEmail.Remember(user.Email!);
#if (!EmailConfirmation)
        return this.Done(AccountPaths.SignIn, localizer["Your email is confirmed. You can now sign in."]);
#endif
#if (EmailConfirmation)
        return this.Done(registrationCookie.TakeHeld() ?? AccountPaths.SignIn, localizer["Your email is confirmed. You can now sign in."]);
#endif
    }

    private ConfirmEmailPage PageOf(AccountToken token) => new()
    {
#if (!EmailConfirmation)
        AsksForPassword = emailChange.AsksForPassword(token),
#endif
#if (EmailConfirmation)
        AsksForPassword = !token.User.IsUnconfirmed && emailChange.AsksForPassword(token),
#endif
    };

    private IActionResult NoLink() => NotValid(link.ExplainMissing(TokenPurpose.ConfirmEmail));

#if (!EmailConfirmation)
    private IActionResult NotValid(string? reason = null) => session.Active is null
        ? this.GoToWithProblem(
            AccountPaths.SignIn,
            reason ?? localizer["This link has expired or was already used. To see whether your email has changed, sign in."])
        : this.GoToWithProblem(
            AccountPaths.Account,
            reason ?? localizer["This link has expired or was already used. If this page doesn't show the email that you wanted to confirm, change it again."]);
#endif
#if (EmailConfirmation)
    private IActionResult NotValid(string? reason = null) => session.Active is null
        ? this.GoToWithProblem(
            ConfirmRegistrationPaths.Ask,
            reason ?? localizer["This link has expired or was already used. If your email is confirmed already, or you wanted to change it, sign in. Otherwise, request a new link here."])
        : this.GoToWithProblem(
            AccountPaths.Account,
            reason ?? localizer["This link has expired or was already used. If this page doesn't show the email that you wanted to confirm, change it again."]);
#endif
}

public sealed class ConfirmEmailPage : ConfirmEmailForm
{
    /// <summary>No session of the account vouches for whoever opened the link.</summary>
    public bool AsksForPassword { get; init; }
}
