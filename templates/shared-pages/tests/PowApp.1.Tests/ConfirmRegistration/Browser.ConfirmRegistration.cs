using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class Browser
{
    public Task<Page> AskToConfirmEmailAsync(string email) => SubmitAsync(ConfirmRegistrationPaths.Ask, new { email });

    /// <summary>Uses the secret of an emailed link, and chooses the password of the new account.</summary>
    public async Task<Page> ConfirmRegistrationAsync(string secret, string password = TestApp.Password, string? passwordConfirmation = null)
    {
        var page = await OpenLinkAsync(AccountPaths.ConfirmEmailLink.With(secret), AccountPaths.ConfirmEmail);
        return page.Succeeded ? await SubmitAsync(page, new { password, passwordConfirmation = passwordConfirmation ?? password }) : page;
    }
}
