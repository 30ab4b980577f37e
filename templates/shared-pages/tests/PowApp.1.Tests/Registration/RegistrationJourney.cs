using PowApp._1.Accounts;

namespace PowApp._1.Tests;

internal static class RegistrationJourney
{
    public static Task<Page> RegisterAsync(this Browser browser, string email, string password = TestApp.Password, string? passwordConfirmation = null) =>
        browser.SubmitAsync(AccountPaths.Register, new { email, password, passwordConfirmation = passwordConfirmation ?? password });
}
