using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class Browser
{
    public Task<Page> AskToConfirmEmailAsync(string email) => SubmitAsync(AccountPaths.AskForConfirmation, new { email });

    async Task<IAnswer> IVisitor.AskToConfirmEmailAsync(string email) => await AskToConfirmEmailAsync(email);

    async Task<IAnswer> IVisitor.ConfirmEmailAsync(string secret, string password, string? passwordConfirmation)
    {
        var page = await OpenLinkAsync(AccountPaths.ConfirmEmailLink.With(secret), AccountPaths.ConfirmEmail);
        return page.Succeeded ? await SubmitAsync(page, new { password, passwordConfirmation = passwordConfirmation ?? password }) : page;
    }
}
