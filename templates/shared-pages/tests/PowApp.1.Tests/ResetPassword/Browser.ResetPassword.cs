using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class Browser
{
    public Task<Page> AskToResetPasswordAsync(string email) => SubmitAsync(AccountPaths.ResetPassword, new { email });

    async Task<IAnswer> IVisitor.AskToResetPasswordAsync(string email) => await AskToResetPasswordAsync(email);

    async Task<IAnswer> IVisitor.ResetPasswordAsync(string secret, string password, string? passwordConfirmation)
    {
        var page = await OpenLinkAsync(AccountPaths.ResetPasswordLink.With(secret), AccountPaths.ChooseNewPassword);
        return page.Succeeded ? await SubmitAsync(page, new { password, passwordConfirmation = passwordConfirmation ?? password }) : page;
    }
}
