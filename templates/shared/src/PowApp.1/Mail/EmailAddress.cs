using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace PowApp._1.Mail;

/// <summary>
/// What an email address is, and when two of them are the same. There is one rule for every place. An address is stored without what is invisible
/// around it, in NFC, its domain in ASCII. It is compared without regard to case, or to how Unicode encodes a letter. Emails only ever go to the
/// address that was stored.
/// </summary>
public sealed class EmailAddress : ILookupNormalizer
{
    /// <summary>RFC 5321: the longest path without its angle brackets.</summary>
    public const int MaxLength = 254;

    private const int MaxLocalPartLength = 64;
    private static readonly IdnMapping _domains = new() { UseStd3AsciiRules = true };

    // Characters that show nothing, although Unicode calls them letters, marks or symbols: the combining grapheme joiner, fillers, variation
    // selectors, the blank of Braille, what Unicode has set aside for more of this kind (Default_Ignorable_Code_Point), and the stand-in for an object.
    private static readonly (int First, int Last)[] _invisible =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x2800, 0x2800), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xFFFC, 0xFFFC), (0xE0000, 0xE0FFF),
    ];

    /// <summary>The address in the form in which it is stored.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? address) => TryParse(text, out address, out _);

    /// <summary>The same, for what is known to be an address.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException("The text is not an email address.");

    /// <summary>
    /// What was typed, without the white space and the invisible characters around it. They are pasted along with an address, and no one sees them.
    /// </summary>
    public static string Clean(string? text)
    {
        var runes = (text ?? "").EnumerateRunes().ToList();
        if (runes.FindIndex(IsVisible) is not (>= 0 and var first)) return "";

        var before = runes.Take(first).Sum(rune => rune.Utf16SequenceLength);
        var after = runes.Skip(runes.FindLastIndex(IsVisible) + 1).Sum(rune => rune.Utf16SequenceLength);
        return text![before..^after];
    }

    /// <summary>Whether two texts are one address, however each of them is written.</summary>
    public static bool AreSame(string? one, string? other) => Normalize(one) == Normalize(other);

    /// <summary>The form in which addresses are compared and kept unique; what is not an address comes back as it is.</summary>
    [return: NotNullIfNotNull(nameof(email))]
    public string? NormalizeEmail(string? email) => Normalize(email);

    public string? NormalizeName(string? name) => name;

    /// <summary>
    /// One name for all addresses that lead to the same mailbox by a tag, such as "ann+news@example.com". An address without a tag is its own name.
    /// </summary>
    /// <param name="normalized">The address in the form that <see cref="NormalizeEmail"/> returns.</param>
    public static string MailboxOf(string normalized)
    {
        var (tag, domain) = (normalized.IndexOf('+'), normalized.IndexOf('@'));
        return tag > 0 && tag < domain ? normalized[..tag] + "+" + normalized[domain..] : normalized;
    }

    [return: NotNullIfNotNull(nameof(email))]
    private static string? Normalize(string? email) => TryParse(email, out _, out var normalized) ? normalized : email;

    private static bool TryParse(
        string? text, [NotNullWhen(true)] out string? address, [NotNullWhen(true)] out string? normalized)
    {
        (address, normalized) = (null, null);
        var clean = Clean(text);
        if (clean.Length > MaxLength + 64 || clean.EnumerateRunes().Any(CannotStandInAnAddress)) return false;

        var parts = clean.Normalize(NormalizationForm.FormC).Split('@');
        if (parts is not [var local, var domain] || !IsLocalPart(local)) return false;
        if (!TryParseDomain(domain, out var asciiDomain, out var foldedDomain)) return false;

        var (parsed, folded) = ($"{local}@{asciiDomain}", $"{Fold(local)}@{foldedDomain}");
        if (parsed.Length > MaxLength || folded.Length > MaxLength) return false;

        (address, normalized) = (parsed, folded);
        return true;
    }

    // Dots in between, and the characters that RFC 5322 allows without quotes. Letters of all scripts, but nothing invisible.
    private static bool IsLocalPart(string local) =>
        local.Length is > 0 and <= MaxLocalPartLength
        && local.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsAtomText));

    private static bool IsAtomText(Rune rune) =>
        rune.IsAscii
            ? Rune.IsLetterOrDigit(rune) || "!#$%&'*+-/=?^_`{|}~".Contains((char)rune.Value)
            : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Full-width letters, the Kelvin sign and the like, and invisible characters, which normalizing would turn into someone else's address. A
    // broken surrogate pair, which cannot be normalized, reads as the replacement character. U+FFFE is not a character and cannot be either.
    private static bool CannotStandInAnAddress(Rune rune) =>
        !rune.IsAscii
        && (rune == Rune.ReplacementChar || rune.Value is 0xFFFE || !IsVisible(rune)
            || Rune.ToLowerInvariant(rune).IsAscii || rune.ToString().Normalize(NormalizationForm.FormKC).Any(char.IsAscii));

    private static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Control or UnicodeCategory.Format)
        && !_invisible.Any(range => range.First <= rune.Value && rune.Value <= range.Last);

    // The folded domain is in ASCII too. In lowercase first: otherwise, some versions of the framework read a capital "ß" as "ss".
    private static bool TryParseDomain(
        string domain, [NotNullWhen(true)] out string? ascii, [NotNullWhen(true)] out string? folded)
    {
        (ascii, folded) = (null, null);
        try
        {
            ascii = _domains.GetAscii(domain.ToLowerInvariant());
            folded = _domains.GetAscii(Fold(_domains.GetUnicode(ascii)));
        }
        catch (ArgumentException)
        {
            return false;
        }

        return !ascii.EndsWith('.') && !ascii.Split('.')[^1].All(char.IsAsciiDigit);
    }

    // Unicode's NFKC_Casefold, except that "ß" stays one letter: "ss" can be the address of someone else. Capitals come first, because one capital
    // can have several small forms, such as the two of sigma. "ı" and "İ" are never "i", which only Turkish could tell.
    private static string Fold(string text) =>
        text.Normalize(NormalizationForm.FormKD).ToUpperInvariant().ToLowerInvariant().Normalize(NormalizationForm.FormKC);
}
