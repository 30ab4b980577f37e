using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class Browser
{
    public Task<Page> AskToResetPasswordAsync(string email) => SubmitAsync(ResetPasswordPaths.Ask, new { email });

    /// <summary>Uses the secret of an emailed link.</summary>
    public async Task<Page> ResetPasswordAsync(string secret, string password = TestApp.NewPassword, string? passwordConfirmation = null)
    {
        var page = await OpenLinkAsync(ResetPasswordPaths.Link.With(secret), ResetPasswordPaths.ChoosePassword);
        return page.Succeeded ? await SubmitAsync(page, new { password, passwordConfirmation = passwordConfirmation ?? password }) : page;
    }
}
