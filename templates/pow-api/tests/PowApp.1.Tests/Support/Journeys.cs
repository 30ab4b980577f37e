using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What people do with their accounts, through the API.</summary>
internal static class Journeys
{
    public const string Account = "/api/v1/registration";
    public const string Session = "/api/v1/session";
    public const string Sessions = "/api/v1/sessions";

    extension(ApiClient client)
    {
        public Task<Answer> SignInAsync(User user, string password = TestApp.Password) => client.SignInAsync(user.Email!, password);

        public Task<Answer> SignInAsync(string email, string password = TestApp.Password) => client.PostAsync(Session, new { email, password });

        public async Task<bool> IsSignedInAsync() => (await client.GetAsync(Session)).Status is HttpStatusCode.OK;

        public Task<Answer> RenewAsync() => client.PostAsync($"{Session}/renew", new { renewalToken = client.Tokens!.RenewalToken });

        public Task<Answer> ReauthenticateAsync(string password = TestApp.Password) => client.PostAsync($"{Session}/reauthenticate", new { password });

        public Task<Answer> SignOutAsync() => client.DeleteAsync(Session);

        public Task<Answer> ChangeEmailAsync(string email, string currentPassword = TestApp.Password) =>
            client.PatchAsync(Account, new { email, currentPassword });

        public Task<Answer> ChangePasswordAsync(
            string password = TestApp.NewPassword, string currentPassword = TestApp.Password, string? passwordConfirmation = null) =>
            client.PatchAsync(Account, new { password, passwordConfirmation = passwordConfirmation ?? password, currentPassword });

        public Task<Answer> DeleteAccountAsync() => client.DeleteAsync(Account);
    }
}
