using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>Every lifetime, limit and switch of the accounts. Bound to the configuration section "Accounts".</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>The name of the app, as users read it.</summary>
    public string AppName { get; set; } = "PowApp\u002e1";

    /// <summary>
    /// The address of the pages that emailed links lead to: a scheme and a host, such as <c>https://example.com</c>, and the path if they are not at
    /// the root of the host, such as <c>https://example.com/shop</c>. It is never taken from a request, whose Host header anyone can write. Required
    /// outside Development, where the address that the app listens on is the default.
    /// </summary>
    public string? PublicOrigin { get; set; }

    /// <summary>The path of <see cref="PublicOrigin"/>, without a slash at the end, such as <c>/shop</c>; empty at the root of the host.</summary>
    public string PathBase => Uri.TryCreate(PublicOrigin, UriKind.Absolute, out var address) ? address.AbsolutePath.TrimEnd('/') : "";

    public PasswordLimits Password { get; set; } = new();

    public SessionLimits Sessions { get; set; } = new();

    public ThrottlingLimits Throttling { get; set; } = new();

    public EmailChangeLimits EmailChange { get; set; } = new();
#if (EmailConfirmation)

    public EmailConfirmationLimits EmailConfirmation { get; set; } = new();
#endif
#if (ResetPassword)

    public ResetPasswordLimits ResetPassword { get; set; } = new();
#endif
#if (PersistentSession)

    public PersistentSessionLimits PersistentSession { get; set; } = new();
#endif
#if (Invitation)

    public InvitationLimits Invitation { get; set; } = new();
#endif
}

/// <summary>Refuses, at start-up and by their keys, settings that would make accounts unsafe or unusable.</summary>
public sealed class AccountOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var rules = new OptionsRules(AccountOptions.Section);
        rules.Check(options.AppName.Trim().Length > 0, "AppName", "must not be empty");
        rules.Check(
            options.PublicOrigin is null
            || Uri.TryCreate(options.PublicOrigin, UriKind.Absolute, out var address)
            && address is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
            && IsPlain(options.PathBase),
            "PublicOrigin",
            "must be a scheme, a host and at most a path of letters, digits and -._~, such as https://shop.example.com or https://example.com/shop");

        options.Password.Check(rules);
        options.Sessions.Check(rules);
        options.Throttling.Check(rules);
        options.EmailChange.Check(rules);
#if (EmailConfirmation)
        options.EmailConfirmation.Check(rules);
#endif
#if (ResetPassword)
        options.ResetPassword.Check(rules);
#endif
#if (PersistentSession)
        options.PersistentSession.Check(rules, options.Sessions);
#endif
#if (Invitation)
        options.Invitation.Check(rules);
#endif
        return rules.Result;
    }

    // It becomes part of links and cookies as it is. A path that begins with two slashes would lead to another host.
    private static bool IsPlain(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '.' or '_' or '~') && !path.Contains("//", StringComparison.Ordinal);
}

/// <summary>Collects what is wrong with the settings of a section.</summary>
public sealed class OptionsRules(string section)
{
    private readonly List<string> _failures = [];

    public ValidateOptionsResult Result => _failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_failures);

    public void Check(bool holds, string key, string rule)
    {
        if (!holds) _failures.Add($"{section}:{key} {rule}.");
    }

    public void Count(string key, int value) => Check(value > 0, key, "must be 1 or more");

    public void Duration(string key, TimeSpan value, TimeSpan atMost) =>
        Check(value > TimeSpan.Zero && value <= atMost, key, $"must be more than 0 and at most {atMost}");
}
