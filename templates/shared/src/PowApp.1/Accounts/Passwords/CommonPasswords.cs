using System.Collections.Frozen;
using System.Text;

namespace PowApp._1.Accounts;

/// <summary>
/// Passwords that are tried first: the list next to this file, which names its source, a few characters repeated, and runs of neighbors such as
/// "abcdefgh87654321".
/// </summary>
public sealed class CommonPasswords
{
    // The list has none that are shorter. What its passwords start with is as common as they are: "password", "12345678".
    private const int ShortestOfList = 12;

    private const int ShortestRun = 4;

    // Of the alphabet, of the digits, and of the keys of a keyboard.
    private static readonly string[] _rows = ["abcdefghijklmnopqrstuvwxyz", "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

    private readonly FrozenSet<string> _list = Read().ToFrozenSet(StringComparer.Ordinal);

    public bool Contains(string password)
    {
        var folded = Fold(password);
        return _list.Contains(folded)
            || folded.Length < ShortestOfList && _list.Any(common => common.StartsWith(folded, StringComparison.Ordinal))
            || RepeatsAFewCharacters(folded)
            || ConsistsOfRuns(folded);
    }

    /// <summary>The form in which passwords are compared with what is easy to guess.</summary>
    public static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    // "aaaaaaaaaaaa", "abcabcabcabc": up to four characters, over and over.
    private static bool RepeatsAFewCharacters(string text) =>
        Enumerable.Range(1, 4).Any(period => text.Length > period && !text.Where((c, i) => c != text[i % period]).Any());

    // "abcdefghijkl", "1234qwer8765", "11112222aaaa": neighbors, four or more at a time, to the right, to the left or in place.
    private static bool ConsistsOfRuns(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = new[] { -1, 0, 1 }.Max(step => LengthOfRun(text[start..], step));
            if (length < ShortestRun) return false;

            start += length;
        }

        return true;
    }

    private static int LengthOfRun(string text, int step) =>
        1 + text.Zip(text[1..]).TakeWhile(pair => AreNeighbors(pair.First, pair.Second, step)).Count();

    // The last of a row is followed by its first.
    private static bool AreNeighbors(char one, char next, int step) =>
        step is 0 ? one == next : _rows.Any(row => row.Contains(one) && row[(row.IndexOf(one) + step + row.Length) % row.Length] == next);

    private static IEnumerable<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#')) yield return line;
    }
}
