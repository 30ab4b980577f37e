using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

// What people do with their accounts, through the API.
public sealed partial class ApiClient
{
    public async Task<bool> IsSignedInAsync() => (await GetAsync(ApiPaths.Session)).Status is HttpStatusCode.OK;

    /// <summary>What the visitor is told of the account: its address.</summary>
    public async Task<string> ReadAccountAsync() => (await GetAsync(ApiPaths.Account)).Text("email") ?? "";

    public Task<Answer> SignInAsync(User user, string password = TestApp.Password) => SignInAsync(user.Email!, password);

    public Task<Answer> SignInAsync(string email, string password = TestApp.Password) => PostAsync(ApiPaths.Session, new { email, password });

    public Task<Answer> RenewAsync() => PostAsync($"{ApiPaths.Session}/renew", new { renewalToken = Tokens!.RenewalToken });

    public Task<Answer> SignOutAsync() => DeleteAsync(ApiPaths.Session);

    /// <summary>Gives the password again, before something sensitive.</summary>
    public Task<Answer> ReauthenticateAsync(string password = TestApp.Password) => PostAsync($"{ApiPaths.Session}/reauthenticate", new { password });

    public Task<Answer> ChangeEmailAsync(string email) => PutAsync(ApiPaths.Email, new { email });

    /// <summary>Uses the secret of an emailed link.</summary>
    /// <param name="password">The password of the account, for whoever is not signed in to it.</param>
    public Task<Answer> ConfirmEmailAsync(string secret, string password = TestApp.Password) =>
        PostAsync(ApiPaths.ConfirmEmail, new { token = secret, password });

    /// <param name="password">The new one.</param>
    /// <param name="currentPassword">The one before.</param>
    /// <param name="passwordConfirmation">The new one once more, unless it is to differ.</param>
    public Task<Answer> ChangePasswordAsync(
        string password = TestApp.NewPassword, string currentPassword = TestApp.Password, string? passwordConfirmation = null) =>
        PutAsync(ApiPaths.Password, new { password, passwordConfirmation = passwordConfirmation ?? password, currentPassword });

    public Task<Answer> DeleteAccountAsync() => DeleteAsync(ApiPaths.Account);

    /// <summary>All that the list of the user's sessions tells.</summary>
    public async Task<string> ReadSessionsAsync() => (await GetAsync(ApiPaths.Sessions)).Body;

    /// <summary>The ids of the user's other sessions, the one seen last first.</summary>
    public async Task<IReadOnlyList<Guid>> ListOtherSessionsAsync() =>
    [
        .. (await GetAsync(ApiPaths.Sessions)).Json.EnumerateArray()
            .Where(session => !session.GetProperty("isCurrent").GetBoolean())
            .Select(session => session.GetProperty("id").GetGuid()),
    ];

    public Task<Answer> EndSessionAsync(Guid id) => DeleteAsync($"{ApiPaths.Sessions}/{id}");

    public Task<Answer> EndOtherSessionsAsync() => DeleteAsync(ApiPaths.Sessions);

    /// <summary>Uses the secret of the link "this was not me".</summary>
    public Task<Answer> UndoEmailChangeAsync(string secret, string password = TestApp.NewPassword) =>
        PostAsync("/api/v1/account-changes/undo", new { token = secret, password, passwordConfirmation = password });
}

internal static class ApiPaths
{
    public const string Account = "/api/v1/registration";
    public const string Email = "/api/v1/registration/email";
    public const string Password = "/api/v1/registration/password";
    public const string ConfirmEmail = "/api/v1/confirm-email";
    public const string Session = "/api/v1/session";
    public const string Sessions = "/api/v1/sessions";
}
