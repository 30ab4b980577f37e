using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Which passwords may be chosen (NIST SP 800-63B-4 3.1.1.2, ASVS 5.0 6.2): long ones that no one tries first. There are no rules
/// about digits, capitals or symbols, which make passwords weaker.
/// </summary>
public sealed partial class PasswordPolicy(CommonPasswords common, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IPasswordValidator<User>
{
    // Shorter words are found in too many passwords by chance.
    private const int FewLetters = 4;

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        var refusal = Explain(password ?? "", user.Email);
        return Task.FromResult(refusal is null
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = nameof(AccountField.Password), Description = refusal }));
    }

    /// <summary>Why the password may not be chosen; null if it may.</summary>
    /// <param name="email">The address of its account; null where that is not known.</param>
    public string? Explain(string password, string? email = null)
    {
        var limits = options.Value.Password;

        if (password.EnumerateRunes().Count() < limits.MinLength) return localizer["Use at least {0} characters.", limits.MinLength];
        if (password.Length > limits.MaxLength && password.EnumerateRunes().Count() > limits.MaxLength)
            return localizer["Use at most {0} characters.", limits.MaxLength];
        if (!CanBeHashed(password, limits)) return localizer["Your password contains unsupported characters."];
        if (common.Contains(password)) return localizer["This password is too common. Choose a different one."];
        if (IsAboutTheAccount(password, email)) return localizer["Your password is too similar to your email or the name of this app."];
        return null;
    }

    /// <summary>
    /// False for what no password can be: too long, or with control characters, broken surrogate pairs or U+FFFE in it, which is no
    /// character and cannot be normalized.
    /// </summary>
    public static bool CanBeHashed(string password, PasswordLimits limits) =>
        password.Length <= 2 * limits.MaxLength
        && password.EnumerateRunes().Count() <= limits.MaxLength
        && !password.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is 0xFFFE);

    // Without the words that anyone would try, at least half of the minimum length must be left, and be more than digits or a common password.
    private bool IsAboutTheAccount(string password, string? email)
    {
        var typed = CommonPasswords.Fold(password);
        var rest = ContextWords(email).OrderByDescending(word => word.Length).Aggregate(typed, Without);
        if (rest == typed) return false;

        var letters = LettersOf(rest);
        return letters.Length < options.Value.Password.MinLength / 2 || letters.All(char.IsDigit) || common.Contains(letters);
    }

    // Also with something between its characters: "C-o-r-n-e-r S-h-o-p". Users choose the address and the password, so what does not begin
    // the word is passed at once.
    private static string Without(string text, string word)
    {
        var rest = new StringBuilder();
        for (var position = 0; position < text.Length;)
        {
            if (text[position] == word[0] && EndOf(word, text, position) is { } end) position = end;
            else rest.Append(text[position++]);
        }

        return rest.ToString();
    }

    private static int? EndOf(string word, string text, int position)
    {
        foreach (var character in word)
        {
            while (position < text.Length && text[position] != character && Between.IsMatch(text.AsSpan(position, 1))) position++;
            if (position == text.Length || text[position++] != character) return null;
        }

        return position;
    }

    // The name of the app, the address, its local part, and the parts of all of them. What has few letters, such as "R&D", is only looked for as it
    // is.
    private IEnumerable<string> ContextWords(string? email)
    {
        var (name, address) = (CommonPasswords.Fold(options.Value.AppName), CommonPasswords.Fold(email ?? ""));
        string[] wholes = [name, address, address.Split('@')[0]];
        var words = wholes.Select(LettersOf).Concat(wholes.SelectMany(whole => Between.Split(whole))).Where(word => word.Length >= FewLetters);
        return words.Concat(wholes
            .Select(whole => whole.Replace(" ", ""))
            .Where(whole => LettersOf(whole).Length < FewLetters && whole.Length >= FewLetters - 1));
    }

    private static string LettersOf(string text) => Between.Replace(text, "");

    [GeneratedRegex(@"[\W_]+")]
    private static partial Regex Between { get; }
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
