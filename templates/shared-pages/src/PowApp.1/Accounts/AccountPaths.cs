using System.Diagnostics.CodeAnalysis;

namespace PowApp._1.Accounts;

/// <summary>Where the pages of accounts are, and where users go after each of them.</summary>
public static class AccountPaths
{
    public const string Home = "/";

    public const string SignIn = "/session/new";
    public const string SignOut = "/session/delete";
    public const string Reauthenticate = "/session/reauthenticate";
    public const string AfterSignIn = Home;
    public const string AfterSignOut = SignIn;

    public const string Sessions = "/sessions";
    public const string EndOtherSessions = "/sessions/end-others";
    public const string EndSession = "/sessions/{id:guid}/end";

#if (OpenRegistration)
    public const string Register = "/registration/new";
#endif
    public const string Account = "/registration/edit";
    public const string ChangeEmail = "/registration/email";
    public const string ChangePassword = "/registration/password";
    public const string WellKnownChangePassword = "/.well-known/change-password";
    public const string DeleteAccount = "/registration/delete";
    public const string AfterDeletion = SignIn;

    public const string ConfirmEmailLink = "/confirm-email/{token}";
    public const string ConfirmEmail = "/confirm-email/edit";
    public const string UndoEmailChange = "/account-changes/{token}";

    /// <summary>The query parameter that says where to go after signing in.</summary>
    public const string RequestPathParameter = "request_path";

    public static string WithRequestPath(string path, string requestPath) =>
        $"{path}?{RequestPathParameter}={Uri.EscapeDataString(requestPath)}";

    /// <summary>The path that a request asks to go to after signing in, if it is one of this site.</summary>
    public static string AfterSignInTo(string? requestPath) => IsLocal(requestPath) ? requestPath : AfterSignIn;

    /// <summary>
    /// Whether a browser is sure to stay in this app by following a path. Only what can stand in a URL as it is passes: no backslash, no
    /// control or non-ASCII character, no second slash. Nor does a segment that leads up, which would leave the path that the app is below.
    /// </summary>
    public static bool IsLocal([NotNullWhen(true)] string? path) =>
        path is ['/', ..]
        && path.All(c => c is > ' ' and <= '~' and not '\\')
        && !path.Split('?', '#')[0].Contains("//", StringComparison.Ordinal)
        && !path.Split('?', '#')[0].Split('/').Any(LeadsUp);

    // Browsers read an encoded dot as a dot.
    private static bool LeadsUp(string segment) => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "..";
}
