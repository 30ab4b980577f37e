namespace PowApp._1.Accounts;

/// <summary>Where things are, and where a user goes after each of them.</summary>
public static partial class AccountPaths
{
    public const string Home = "/";
    public const string SignIn = "/session/new";
    public const string SignOut = "/session/delete";
    public const string Reauthenticate = "/session/reauthenticate";
    public const string Account = "/registration/edit";
    public const string ChangeEmail = "/registration/email";
    public const string ChangePassword = "/registration/password";
    public const string DeleteAccount = "/registration/delete";
    public const string Sessions = "/sessions";
    public const string EndOtherSessions = "/sessions/end-others";
    public const string EndSession = "/sessions/{id:guid}/end";
    public const string AccountChange = "/account-changes/{token}";

    public const string AfterSignIn = Home;
    public const string AfterSignOut = SignIn;
    public const string AfterDeletion = SignIn;

    /// <summary>The query parameter that says where to go after signing in.</summary>
    public const string RequestPathParameter = "request_path";

    public static string WithRequestPath(string path, string requestPath) =>
        $"{path}?{RequestPathParameter}={Uri.EscapeDataString(requestPath)}";

    /// <summary>
    /// The path that a request asks to go to, if a browser is sure to stay on this site by following it; else the other one.
    /// Only what can stand in a URL as it is passes: no backslash, no control or non-ASCII character, no second slash.
    /// </summary>
    public static string LocalOr(string? requestPath, string otherwise) =>
        requestPath is ['/', ..]
        && requestPath.All(c => c is > ' ' and <= '~' and not '\\')
        && !requestPath.Split('?', '#')[0].Contains("//", StringComparison.Ordinal)
            ? requestPath
            : otherwise;
}
