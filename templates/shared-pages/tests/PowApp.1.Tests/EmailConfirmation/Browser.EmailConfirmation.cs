using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class Browser
{
    async Task<IAnswer> IVisitor.ConfirmEmailAsync(string secret)
    {
        var page = await OpenLinkAsync(AccountPaths.ConfirmEmailLink.With(secret), AccountPaths.ConfirmEmail);
        return page.Succeeded ? await this.ConfirmAsync(page) : page;
    }
}
