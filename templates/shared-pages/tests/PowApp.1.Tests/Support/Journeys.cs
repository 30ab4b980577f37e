using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What people do with their accounts, through the pages for it.</summary>
internal static class Journeys
{
    extension(Browser browser)
    {
        public Task<Page> SignInAsync(User user, string password = TestApp.Password) => browser.SignInAsync(user.Email!, password);

        public Task<Page> SignInAsync(string email, string password = TestApp.Password) =>
            browser.SubmitAsync(AccountPaths.SignIn, new { email, password });

        public async Task<bool> IsSignedInAsync() => (await browser.GetAsync(AccountPaths.Account)).Status is HttpStatusCode.OK;

        public Task<Page> SignOutAsync() => browser.PressAsync("/", "Sign out");

        public Task<Page> ChangeEmailAsync(string email, string currentPassword = TestApp.Password) =>
            browser.SubmitAsync(AccountPaths.Account, new { email, currentPassword });

        public Task<Page> ChangePasswordAsync(
            string password = TestApp.NewPassword, string currentPassword = TestApp.Password, string? passwordConfirmation = null) =>
            browser.SubmitAsync(AccountPaths.Account, new { currentPassword, password, passwordConfirmation = passwordConfirmation ?? password });

        public Task<Page> DeleteAccountAsync(string currentPassword = TestApp.Password) =>
            browser.SubmitAsync(AccountPaths.Account, new { currentPassword });
    }
}
