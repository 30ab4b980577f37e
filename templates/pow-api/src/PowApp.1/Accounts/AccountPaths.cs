namespace PowApp._1.Accounts;

/// <summary>
/// Where the links in emails lead: pages of the front end, below <see cref="AccountOptions.PublicOrigin"/>. Change them to suit yours. A page
/// with a token in its path sends the token to this API.
/// </summary>
public static class AccountPaths
{
    public const string SignIn = "/session/new";
    public const string Sessions = "/sessions";
    public const string ConfirmEmailLink = "/confirm-email/{token}";
    public const string UndoEmailChange = "/account-changes/{token}";
}
