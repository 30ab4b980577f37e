using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Which passwords may be chosen (NIST SP 800-63B-4 3.1.1.2, ASVS 5.0 6.2): long ones that nobody tries first. There are no rules
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
            : IdentityResult.Failed(new IdentityError { Code = "Password", Description = refusal }));
    }

    /// <summary>
    /// False for what no password can be: too long, or with control characters, broken surrogate pairs or U+FFFE in it, which is no
    /// character and cannot be normalised.
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
        if (!CanBeHashed(password, limits)) return localizer["Use only characters that can be typed."];
        if (common.Contains(password)) return localizer["This is one of the passwords that are tried first. Choose another one."];
        return IsAboutTheAccount(user, password) ? localizer["Choose a password that has nothing to do with your address or this site."] : null;
    }

    // What is left of the password, once the words that anybody would try are taken out, must still be a good part of it.
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
