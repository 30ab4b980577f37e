using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Which passwords may be chosen (NIST SP 800-63B-4 3.1.1.2, ASVS 5.0 6.2): long ones that no one tries first. There are no rules
/// about digits, capitals or symbols, which make passwords weaker.
/// </summary>
public sealed class PasswordPolicy(CommonPasswords common, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IPasswordValidator<User>
{
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        var refusal = Refusal(user, password ?? "");
        return Task.FromResult(refusal is null
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = nameof(AccountField.Password), Description = refusal }));
    }

    /// <summary>
    /// False for what no password can be: too long, or with control characters, broken surrogate pairs or U+FFFE in it, which is no
    /// character and cannot be normalized.
    /// </summary>
    public static bool CanBeHashed(string password, PasswordLimits limits) =>
        password.Length <= 2 * limits.MaxLength
        && password.EnumerateRunes().Count() <= limits.MaxLength
        && !password.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is 0xFFFE);

    private LocalizedString? Refusal(User user, string password)
    {
        var limits = options.Value.Password;

        if (password.EnumerateRunes().Count() < limits.MinLength) return localizer["Use at least {0} characters.", limits.MinLength];
        if (password.Length > limits.MaxLength && password.EnumerateRunes().Count() > limits.MaxLength)
            return localizer["Use at most {0} characters.", limits.MaxLength];
        if (!CanBeHashed(password, limits)) return localizer["Your password contains unsupported characters."];
        if (common.Contains(password)) return localizer["This password is too common. Choose a different one."];
        return IsAboutTheAccount(user, password) ? localizer["Your password is too similar to your email or the name of this app."] : null;
    }

    // What is left of the password, once the words that anyone would try are taken out, must still be a good part of it.
    private bool IsAboutTheAccount(User user, string password)
    {
        var rest = password;
        foreach (var word in ContextWords(user).OrderByDescending(word => word.Length))
            rest = rest.Replace(word, "", StringComparison.OrdinalIgnoreCase);

        return rest.Length < password.Length && rest.Length < options.Value.Password.MinLength / 2;
    }

    private IEnumerable<string> ContextWords(User user)
    {
        var address = user.Email ?? "";
        return new[] { options.Value.AppName, address }
            .Concat(address.Split('@', '.', '+', '-', '_'))
            .Concat(options.Value.AppName.Split(' ', '.', '-'))
            .Where(word => word.Length >= 4);
    }
}

/// <summary>Bound to the configuration section "Accounts:Password".</summary>
public sealed class PasswordLimits
{
    /// <summary>
    /// The minimum length in characters (code points), never under 8. NIST SP 800-63B-4 asks for 15 where the password is the only factor.
    /// </summary>
    public int MinLength { get; set; } = 12;

    /// <summary>
    /// The maximum length in characters (code points). ASVS 5.0 6.2.9 asks for at least 64. Without a limit, hashing can be flooded.
    /// </summary>
    public int MaxLength { get; set; } = 256;

    /// <summary>
    /// Rounds of PBKDF2-HMAC-SHA512: OWASP's figure of 2026. It can be raised at any time: a password is hashed again when its user signs in.
    /// </summary>
    public int HashIterations { get; set; } = 220_000;

    /// <summary>
    /// How many may wait while as many passwords are being hashed as there are processors. More are turned away for a moment, so that a flood
    /// of them leaves the rest of the app responsive. A third of the queue is left to those who sign in.
    /// </summary>
    public int HashQueue { get; set; } = 48;

    public void Check(OptionsRules rules)
    {
        rules.Check(MinLength >= 8, "Password:MinLength", "must be 8 or more (NIST SP 800-63B-4)");
        rules.Check(MaxLength is >= 64 and <= 1024, "Password:MaxLength", "must be between 64 and 1024");
        rules.Check(MinLength <= MaxLength, "Password:MinLength", "must not exceed Password:MaxLength");
        rules.Count("Password:HashIterations", HashIterations);
        rules.Count("Password:HashQueue", HashQueue);
    }
}
