using System.Text;

namespace PowApp._1.Tests;

/// <summary>What nobody expects to be sent. It is the same in every run, so that what failed once fails again.</summary>
internal static class OddInput
{
    private const int Seed = 20260101;

    private static readonly string[] _pieces =
    [
        "", " ", "a", "\t", "\r\n", "\0", "\u001b[31m", "\u0085", "\u200B", "\u202E", "\u2028", "\uFEFF", "\uFFFD", "\uFFFE", "\uFFFF", "\uD83D", "\uDE00",
        "😀", "é", "e\u0301", "İ", "ı", "ß", "ﬁ", "\uFF21", "\u212A", "我", "א", "@", "@evil.test", "mallory@evil.test", ".", "..", "/", "//", "\\", "~",
        "%", "%00", "%25", "%2500", "%u0041", "%s%n", "{0}", "{0:x}{1}{99}", "{{1337*1337}}", "${1337*1337}", "@(1337*1337)", "#{1337*1337}", "<%= 1337*1337 %>",
        "'", "''", "\"", "`", "' OR '1'='1", "'; DROP TABLE Users; --", "\" OR 1=1 --", "_", "*", "?", "[", "]", "[0].", "(", ")", "null", "true", "-1", "1e309",
        "<script>alert(1)</script>", "&amp;", "&", "=", ";", ",", ":", "+", "#", "|", "../../etc/passwd", "=?utf-8?q?x?=", "xn--", "http://evil.test/",
    ];

    // What no text turns into: half an escape, bytes that are no UTF-8, a surrogate, a long form of NUL.
    private static readonly string[] _brokenBytes = ["%", "%F", "%ZZ", "%00", "%FF%FE", "%C0%80", "%ED%A0%80", "%F4%90%80%80", "%E2%82"];

    /// <summary>Every odd piece, a very long one, and mixtures of them.</summary>
    public static IEnumerable<string> Texts(int mixtures) => [.. _pieces, new string('a', 100_000), .. Mixtures(_pieces, mixtures)];

    /// <summary>The same in the form in which it travels, and what only exists in that form.</summary>
    public static IEnumerable<string> Encoded(int mixtures)
    {
        string[] pieces = [.. _pieces.Where(piece => !piece.Any(char.IsSurrogate)).Select(Uri.EscapeDataString), .. _brokenBytes];
        return [.. pieces, .. Mixtures(pieces, mixtures)];
    }

    /// <summary>Up to eight pieces, one after the other.</summary>
    public static IEnumerable<string> Mixtures(string[] pieces, int count)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => string.Concat(random.GetItems(pieces, random.Next(1, 9))))];
    }

    /// <summary>A text as it can be pasted into a test.</summary>
    public static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Take(200)) shown.Append(c is >= ' ' and <= '~' ? $"{c}" : $@"\u{(int)c:x4}");
        return $"\"{shown}\", {text.Length} characters";
    }
}
