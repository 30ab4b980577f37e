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
    EmailChangeService emailChange, LinkCookie link, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
#endif
#if (EmailConfirmation)
public sealed class ConfirmEmailController(
    EmailChangeService emailChange, ConfirmRegistrationService registration, RegistrationCookie registrationCookie, LinkCookie link,
    CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
#endif
{
    [HttpGet(AccountPaths.ConfirmEmailLink), NoReferrer]
    public async Task<IActionResult> Show(string? token) =>
        await link.OpenAsync(TokenPurpose.ConfirmEmail, token) ? this.GoTo(AccountPaths.ConfirmEmail) : NotValid();

#if (!EmailConfirmation)
    [HttpGet(AccountPaths.ConfirmEmail)]
    public async Task<IActionResult> Edit() =>
        await link.FindAsync(TokenPurpose.ConfirmEmail) is { } token ? View(PageOf(token)) : NotValid(link.ExplainMissing(TokenPurpose.ConfirmEmail));
#endif
#if (EmailConfirmation)
    [HttpGet(AccountPaths.ConfirmEmail), HttpGet(ConfirmRegistrationPaths.ConfirmWithPassword)] // Also when the page of a refused form is reloaded.
    public async Task<IActionResult> Edit()
    {
        if (await link.FindAsync(TokenPurpose.ConfirmEmail) is not { } token) return NotValid(link.ExplainMissing(TokenPurpose.ConfirmEmail));

        // In another browser, perhaps of someone else, the address was registered with a password that its owner may not know.
        var isNewHere = token.User.IsUnconfirmed && !registration.Proves(registrationCookie.Read(), token.User);
        return isNewHere ? View("ConfirmRegistration") : View(PageOf(token));
    }
#endif

    [HttpPost(AccountPaths.ConfirmEmail), SubmitOnce, FormPage("Edit")]
    public async Task<IActionResult> Update([FromForm] ConfirmEmailForm form)
    {
        if (await link.FindAsync(TokenPurpose.ConfirmEmail) is not { } token) return NotValid(link.ExplainMissing(TokenPurpose.ConfirmEmail));

#if (EmailConfirmation)
        if (token.User.IsUnconfirmed)
        {
            // A browser that has lost its proof is asked for a password there.
            var registered = await registration.ConfirmAsync(token, registrationCookie.Read());
            return registered.Succeeded ? await ConfirmedAsync(registered.User) : this.GoTo(AccountPaths.ConfirmEmail);
        }

#endif
        var account = await emailChange.ConfirmAsync(token, form.Password);
        return account.Succeeded ? await ConfirmedAsync(account.User) : this.Invalid(PageOf(token), account.Errors);
    }
#if (EmailConfirmation)

    [HttpPost(ConfirmRegistrationPaths.ConfirmWithPassword), SubmitOnce, FormPage("ConfirmRegistration")]
    public async Task<IActionResult> UpdateWithPassword([FromForm] NewPasswordForm form)
    {
        if (await link.FindAsync(TokenPurpose.ConfirmEmail) is not { User.IsUnconfirmed: true } token)
            return NotValid(link.ExplainMissing(TokenPurpose.ConfirmEmail));
        if (!ModelState.IsValid) return this.Invalid(form);

        var account = await registration.ConfirmWithPasswordAsync(token, form.Password);
        return account.Succeeded ? await ConfirmedAsync(account.User) : this.Invalid(form, account.Errors);
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

    private IActionResult NotValid(string? reason = null) => this.GoToWithProblem(
        AccountPaths.SignIn, reason ?? localizer["This link has expired or was already used. If you still need it, request a new one."]);
}

public class ConfirmEmailForm
{
    public string? Password { get; set; }
}

public sealed class ConfirmEmailPage : ConfirmEmailForm
{
    /// <summary>No session of the account vouches for whoever opened the link.</summary>
    public bool AsksForPassword { get; init; }
}
