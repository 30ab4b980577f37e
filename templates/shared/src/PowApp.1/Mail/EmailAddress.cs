using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace PowApp._1.Mail;

/// <summary>
/// What an email address is, and when two of them are the same. There is one rule for every place: trimmed, in NFC, the domain in its ASCII
/// form, compared without regard to case. Emails only ever go to the address that was stored.
/// </summary>
public sealed class EmailAddress : ILookupNormalizer
{
    /// <summary>RFC 5321: the longest path without its angle brackets.</summary>
    public const int MaxLength = 254;

    private const int MaxLocalPartLength = 64;
    private static readonly IdnMapping _domains = new() { UseStd3AsciiRules = true };

    /// <summary>The address in the form in which it is stored.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? address)
    {
        address = null;
        if (text is null || text.Length > MaxLength + 64 || text.EnumerateRunes().Any(CannotStandInAnAddress)) return false;

        var parts = text.Trim().Normalize(NormalizationForm.FormC).Split('@');
        if (parts is not [var local, var domain] || !IsLocalPart(local) || !TryParseDomain(domain, out var asciiDomain)) return false;

        var parsed = $"{local}@{asciiDomain}";
        if (parsed.Length <= MaxLength) address = parsed;
        return address is not null;
    }

    /// <summary>The form in which addresses are compared and kept unique; what is not an address comes back as it is.</summary>
    [return: NotNullIfNotNull(nameof(email))]
    public string? NormalizeEmail(string? email) => TryParse(email, out var address) ? address.ToLowerInvariant() : email;

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
        && (rune == Rune.ReplacementChar || rune.Value is 0xFFFE || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format
            || Rune.ToLowerInvariant(rune).IsAscii || rune.ToString().Normalize(NormalizationForm.FormKC).Any(char.IsAscii));

    private static bool TryParseDomain(string domain, [NotNullWhen(true)] out string? ascii)
    {
        ascii = null;
        try
        {
            ascii = _domains.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return false;
        }

        return !ascii.EndsWith('.') && !ascii.Split('.')[^1].All(char.IsAsciiDigit);
    }
}
