using System.Text.RegularExpressions;
using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

/// <summary>
/// What people do with their account, from its registration to its deletion.
/// </summary>
public abstract partial class JourneyTests(Shop shop, bool hasScript)
{
    [GeneratedRegex("/reset-password/edit$")]
    private static partial Regex ChooseNewPassword { get; }

    [GeneratedRegex("/session/new$")]
    private static partial Regex SignIn { get; }

    [GeneratedRegex("/account-changes/.+")]
    private static partial Regex UndoChange { get; }

    [Fact]
    public async Task Registers_signs_out_and_in_again_and_comes_back_to_the_page_that_asked_for_it()
    {
        var account = Account.New();
        await using var ada = await VisitAsync();

        await ada.RegisterAndConfirmAsync(account);
        await ada.IsAtAsync("/");
        await ada.SignOutAsync();
        await ada.TrySignInAsync(account with { Password = "not her password" });
        await ada.SeesAsync("Incorrect email or password.");

        await ada.GoToAsync("/sessions");
        await ada.IsAtAsync("/session/new?request_path=%2Fsessions");
        await ada.SubmitAsync("Sign in", ("email", account.Email), ("password", account.Password));
        await ada.IsAtAsync("/sessions");
    }

    [Fact]
    public async Task Confirms_in_another_browser_by_choosing_the_password()
    {
        var account = Account.New();
        var chosen = account with { Password = "a password of the owner" };
        await using var mallory = await VisitAsync();
        await using var ada = await VisitAsync();

        await mallory.FillInRegistrationAsync(account);
        await mallory.TrySignInAsync(account);
        await mallory.SeesAsync("Check your email");
        await mallory.PressAsync("Resend email");
        await mallory.SeesAsync("we've emailed it a link");

        await ada.OpenMailAsync(account.Email, "Confirm your email address", count: 2);
        await ada.FollowMailAsync("Confirm my address", Visitor.ConfirmEmail);
        await ada.SubmitAsync("Set password and confirm", ("password", chosen.Password), ("passwordConfirmation", chosen.Password));
        await ada.SeesAsync("Your email is confirmed.");
        await ada.SignInAsync(chosen);

        await mallory.TrySignInAsync(account);
        await mallory.SeesAsync("Incorrect email or password.");
    }

    [Fact]
    public async Task Registers_an_address_that_has_an_account_and_reads_so_in_the_mail()
    {
        var account = Account.New();
        await using var ada = await VisitAsync();
        await ada.RegisterAndConfirmAsync(account);
        await ada.SignOutAsync();

        await ada.FillInRegistrationAsync(account);
        await ada.SeesAsync("Check your email");

        await ada.OpenMailAsync(account.Email, "You already have an account");
        await ada.FollowMailAsync("Sign in", SignIn);
    }

    [Fact]
    public async Task Resets_a_forgotten_password_through_the_mailed_link()
    {
        var account = Account.New();
        var renewed = account with { Password = "a new and better one" };
        await using var ada = await VisitAsync();
        await ada.RegisterAndConfirmAsync(account);
        await ada.SignOutAsync();

        await ada.AskToResetPasswordAsync(account.Email);
        await ada.OpenMailAsync(account.Email, "Reset your password");
        await ada.FollowMailAsync("Choose a new password", ChooseNewPassword);
        await ada.SubmitAsync("Save new password", ("password", renewed.Password), ("passwordConfirmation", renewed.Password));
        await ada.SeesAsync("Your password has been changed.");

        await ada.TrySignInAsync(account);
        await ada.SeesAsync("Incorrect email or password.");
        await ada.SignInAsync(renewed);
        await ada.OpenMailAsync(account.Email, "Your password was changed");
    }

    [Fact]
    public async Task Changes_the_password_which_signs_other_devices_out()
    {
        var account = Account.New();
        var renewed = account with { Password = "a new and better one" };
        await using var ada = await VisitAsync();
        await using var elsewhere = await VisitAsync();
        await ada.RegisterAndConfirmAsync(account);
        await elsewhere.SignInAsync(account);

        await ada.FollowAsync("Account");
        await ada.SubmitAsync(
            "Change password",
            ("currentPassword", account.Password), ("password", renewed.Password), ("passwordConfirmation", renewed.Password));
        await ada.SeesAsync("Your password has been changed");

        await elsewhere.GoToAsync("/sessions");
        await elsewhere.IsAtAsync("/session/new?request_path=%2Fsessions");
        await elsewhere.SignInAsync(renewed);
    }

    [Fact]
    public async Task Ends_a_session_on_another_device()
    {
        var account = Account.New();
        await using var ada = await VisitAsync();
        await using var elsewhere = await VisitAsync(Device.Phone);
        await ada.RegisterAndConfirmAsync(account);
        await elsewhere.SignInAsync(account);

        await ada.FollowAsync("Sessions");
        await ada.Session(Device.Phone).GetByRole(AriaRole.Button, new() { Name = "End session" }).ClickAsync();
        await ada.SeesAsync("Session ended.");
        await Expect(ada.Session(Device.Phone)).ToHaveCountAsync(0);

        await elsewhere.GoToAsync("/registration/edit");
        await elsewhere.IsAtAsync("/session/new?request_path=%2Fregistration%2Fedit");
    }

    [Fact]
    public async Task Stays_signed_in_on_a_device_until_another_one_ends_that()
    {
        var account = Account.New();
        await using var ada = await VisitAsync();
        await using var elsewhere = await VisitAsync(Device.Phone);
        await ada.RegisterAndConfirmAsync(account);
        await elsewhere.SignInToStayAsync(account);

        await elsewhere.ReopenBrowserAsync();
        await elsewhere.GoToAsync("/sessions");
        await elsewhere.SeesAsync("in 30 days");
        await ada.ReopenBrowserAsync();
        await ada.GoToAsync("/sessions");
        await ada.IsAtAsync("/session/new?request_path=%2Fsessions");

        await ada.SignInAsync(account);
        await ada.FollowAsync("Sessions");
        await ada.Session(Device.Phone).GetByRole(AriaRole.Button, new() { Name = "End session" }).ClickAsync();
        await ada.SeesAsync("Session ended.");
        await elsewhere.ReopenBrowserAsync();
        await elsewhere.GoToAsync("/sessions");
        await elsewhere.IsAtAsync("/session/new?request_path=%2Fsessions");
    }

    [Fact]
    public async Task Takes_back_an_account_that_an_intruder_has_moved_and_deleted()
    {
        var account = Account.New();
        var changed = account with { Email = $"new.{account.Email}" };
        var recovered = account with { Password = "a password of the owner" };
        await using var intruder = await VisitAsync();
        await using var ada = await VisitAsync();
        await intruder.RegisterAndConfirmAsync(account);

        await intruder.FollowAsync("Account");
        await intruder.SubmitAsync("Change email", ("email", changed.Email));
        await intruder.SeesAsync("We sent a link to");
        await intruder.OpenMailAsync(changed.Email, "Confirm your new email address");
        await intruder.ConfirmEmailAsync("Confirm this address");
        await intruder.SeesAsync(changed.Email);

        await intruder.PressAsync("Delete my account");
        await intruder.SeesAsync("Your account has been deleted.");
        await intruder.OpenMailAsync(changed.Email, "Your account was deleted");

        await ada.TrySignInAsync(account);
        await ada.SeesAsync("Incorrect email or password.");
        await ada.OpenMailAsync(account.Email, "Your account was deleted");
        await ada.OpenMailAsync(account.Email, "Your email address is about to change");
        await ada.FollowMailAsync("This wasn't me", UndoChange);
        await ada.SubmitAsync("Restore my email", ("password", "too short"), ("passwordConfirmation", "too short"));
        await ada.SeesAsync("Use at least 12 characters.");
        await ada.SubmitAsync("Restore my email", ("password", recovered.Password), ("passwordConfirmation", recovered.Password));
        await ada.SeesAsync("Your email is restored, your password is changed, and all devices are signed out.");

        await intruder.TrySignInAsync(account);
        await intruder.SeesAsync("Incorrect email or password.");
        await intruder.TrySignInAsync(changed);
        await intruder.SeesAsync("Incorrect email or password.");
        await ada.SignInAsync(recovered);
    }

    /// <summary>An intruder who knows the password changes it whenever the owner asks for a link.</summary>
    [Fact]
    public async Task Resets_the_password_although_an_intruder_changes_it_meanwhile()
    {
        var account = Account.New();
        var changed = account with { Password = "a word of the intruder" };
        var recovered = account with { Password = "a password of the owner" };
        await using var intruder = await VisitAsync();
        await using var ada = await VisitAsync();
        await intruder.RegisterAndConfirmAsync(account);

        await ada.AskToResetPasswordAsync(account.Email);
        await ada.OpenMailAsync(account.Email, "Reset your password");
        await intruder.FollowAsync("Account");
        await intruder.SubmitAsync(
            "Change password", ("currentPassword", account.Password), ("password", changed.Password), ("passwordConfirmation", changed.Password));
        await intruder.SeesAsync("Your password has been changed");
        await ada.FollowMailAsync("Choose a new password", ChooseNewPassword);
        await ada.SubmitAsync("Save new password", ("password", recovered.Password), ("passwordConfirmation", recovered.Password));
        await ada.SeesAsync("Your password has been changed.");

        await intruder.GoToAsync("/registration/edit");
        await intruder.IsAtAsync("/session/new?request_path=%2Fregistration%2Fedit");
        await intruder.TrySignInAsync(changed);
        await intruder.SeesAsync("Incorrect email or password.");
        await ada.SignInAsync(recovered);
    }

    [Fact]
    public async Task Deletes_the_account()
    {
        var account = Account.New();
        await using var ada = await VisitAsync();
        await ada.RegisterAndConfirmAsync(account);

        await ada.FollowAsync("Account");
        await ada.PressAsync("Delete my account");
        await ada.SeesAsync("Your account has been deleted.");

        await ada.TrySignInAsync(account);
        await ada.SeesAsync("Incorrect email or password.");
    }

    [Fact]
    public async Task Invites_somebody_who_creates_an_account()
    {
        var (host, guest) = (Account.New(), Account.New());
        await using var ada = await VisitAsync();
        await using var eve = await VisitAsync();
        await ada.RegisterAndConfirmAsync(host);

        await ada.InviteAsync(guest.Email);
        await ada.SeesAsync("Pending");
        await eve.AcceptInvitationAsync(guest);

        await ada.GoToAsync("/invitations");
        await ada.SeesAsync("Accepted");
        await eve.SignOutAsync();
        await eve.SignInAsync(guest);
    }

    [Fact]
    public async Task Sends_an_invitation_again_then_revokes_it()
    {
        var (host, guest) = (Account.New(), Account.New());
        await using var ada = await VisitAsync();
        await using var eve = await VisitAsync();
        await ada.RegisterAndConfirmAsync(host);
        await ada.InviteAsync(guest.Email);
        await eve.OpenMailAsync(guest.Email, "You've been invited to Shop"); // While it is being written, no other is.

        await ada.PressAsync("Resend");
        await ada.SeesAsync("Invitation resent.");
        await eve.OpenMailAsync(guest.Email, "You've been invited to Shop", count: 2); // Not the first, which is not valid any more anyway.
        await ada.PressAsync("Revoke");
        await ada.SeesAsync("Invitation revoked.");
        await ada.SeesAsync("You haven't invited anyone yet.");

        await eve.FollowMailAsync("Create account", SignIn);
        await eve.SeesAsync("This invitation has expired or was already used.");
    }

    private Task<Visitor> VisitAsync(Device? device = null) =>
        shop.VisitAsync(new() { JavaScriptEnabled = hasScript, UserAgent = device?.UserAgent });
}

/// <summary>
/// In a browser that runs no script, with an app each of whose nodes knows what the others do. No page needs a script, so that a browser that would run
/// it does the same; and an app that is alone does what one of many does.
/// </summary>
public sealed class MvcJourneyTests(ManyNodes shop) : JourneyTests(shop, hasScript: false);

public sealed class BlazorJourneyTests(BlazorShop shop) : JourneyTests(shop, hasScript: false);

/// <summary>With script, links are followed by enhanced navigation.</summary>
public sealed class BlazorScriptJourneyTests(BlazorShop shop) : JourneyTests(shop, hasScript: true);
