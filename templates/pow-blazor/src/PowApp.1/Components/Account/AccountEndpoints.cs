using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Components.Account;

/// <summary>Addresses that lead to the account page.</summary>
public static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder actions)
    {
        // Where a password manager sends its user to change the password (W3C, "A Well-Known URL for Changing Passwords").
        actions.MapGet(AccountPaths.WellKnownChangePassword, () => Results.LocalRedirect($"~{AccountPaths.Account}")).AllowAnonymous();

        // What the browser shows as the address of the page after a form was refused, when it is reloaded.
        foreach (var path in new[] { AccountPaths.ChangeEmail, AccountPaths.ChangePassword, AccountPaths.DeleteAccount })
            actions.MapGet(path, () => PageResults.GoTo(AccountPaths.Account));
    }
}
