using System.Net;
using System.Text.RegularExpressions;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

// What people do with their accounts, through the pages for it.
public sealed partial class Browser
{
    public async Task<bool> IsSignedInAsync() => (await GetAsync(AccountPaths.Account)).Status is HttpStatusCode.OK;

    /// <summary>What the visitor is told of the account: its address.</summary>
    public async Task<string> ReadAccountAsync() => (await GetAsync("/")).Text;

    public Task<Page> SignInAsync(User user, string password = TestApp.Password) => SignInAsync(user.Email!, password);

    public Task<Page> SignInAsync(string email, string password = TestApp.Password) => SubmitAsync(AccountPaths.SignIn, new { email, password });

    public Task<Page> SignOutAsync() => PressAsync("/", "Sign out");

    /// <summary>Gives the password again, before something sensitive.</summary>
    public Task<Page> ReauthenticateAsync(string password = TestApp.Password) => SubmitAsync(AccountPaths.Reauthenticate, new { password });

    /// <summary>Sends the form of the account page, although a session that is not fresh does not show it.</summary>
    public async Task<Page> ChangeEmailAsync(string email)
    {
        var page = await GetAsync(AccountPaths.Account);
        return page.HasField("email")
            ? await SubmitAsync(page, new { email })
            : await PostAsync(AccountPaths.ChangeEmail, ("__RequestVerificationToken", page.Token), ("ChangeEmail.Email", email));
    }

    /// <summary>Uses the secret of an emailed link. Enters the password of the account if the page asks for it.</summary>
    public async Task<Page> ConfirmEmailAsync(string secret, string password = TestApp.Password)
    {
        var page = await OpenLinkAsync(AccountPaths.ConfirmEmailLink.With(secret), AccountPaths.ConfirmEmail);
        return page.Succeeded ? await ConfirmAsync(page, password) : page;
    }

    /// <summary>Opens an emailed link and sends the form of the page that it leads to.</summary>
    public async Task<Page> ConfirmAsync(string link) => await ConfirmAsync(await OpenAsync(link));

    public async Task<Page> OpenAsync(string link)
    {
        var page = await GetAsync(link);
        Assert.LeadsTo(AccountPaths.ConfirmEmail, page);
        return await FollowAsync(page);
    }

    public Task<Page> ConfirmAsync(Page form, string password = TestApp.Password) =>
        form.HasField("password") ? SubmitAsync(form, new { password }) : PressAsync(form, "Confirm my address");

    /// <param name="password">The new one.</param>
    /// <param name="currentPassword">The one before.</param>
    /// <param name="passwordConfirmation">The new one once more, unless it is to differ.</param>
    public Task<Page> ChangePasswordAsync(
        string password = TestApp.NewPassword, string currentPassword = TestApp.Password, string? passwordConfirmation = null) =>
        SubmitAsync(AccountPaths.Account, new { currentPassword, password, passwordConfirmation = passwordConfirmation ?? password });

    public Task<Page> DeleteAccountAsync() => PressAsync(AccountPaths.Account, "Delete my account");

    /// <summary>All that the list of the user's sessions tells.</summary>
    public async Task<string> ReadSessionsAsync() => (await GetAsync(AccountPaths.Sessions)).Html;

    /// <summary>The ids of the user's other sessions, the one seen last first.</summary>
    public async Task<IReadOnlyList<Guid>> ListOtherSessionsAsync() =>
        [.. EndSession.Matches(await ReadSessionsAsync()).Select(form => Guid.Parse(form.Groups[1].Value))];

    public Task<Page> EndSessionAsync(Guid id) => PostWithTokenOfAsync(AccountPaths.Sessions, AccountPaths.EndSession.With(id));

    public Task<Page> EndOtherSessionsAsync() => PostWithTokenOfAsync(AccountPaths.Sessions, AccountPaths.EndOtherSessions);

    /// <summary>Uses the secret of the link "this was not me".</summary>
    public async Task<Page> UndoEmailChangeAsync(string secret, string password = TestApp.NewPassword)
    {
        var page = await GetAsync(AccountPaths.UndoEmailChange.With(secret));
        return page.Succeeded ? await SubmitAsync(page, new { password, passwordConfirmation = password }) : page;
    }

    /// <summary>Follows an emailed link to its form. One that is not valid leads elsewhere, and that is no success.</summary>
    private async Task<Page> OpenLinkAsync(string link, string form)
    {
        var page = await GetAsync(link);
        if (page.Location == form) page = await FollowAsync(page);
        page.IsTurnedAway = page.Location is not null;
        return page;
    }

    // With the token of a page that need not have a button for it.
    private async Task<Page> PostWithTokenOfAsync(string page, string path) =>
        await PostAsync(path, ("__RequestVerificationToken", (await GetAsync(page)).Token));

    [GeneratedRegex("/sessions/([0-9a-f-]{36})/end")]
    private static partial Regex EndSession { get; }
}
