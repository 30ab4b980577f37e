using System.Collections.Frozen;
using System.Text;

namespace PowApp._1.Accounts;

/// <summary>Passwords that are tried first: the list next to this file, which names its source, and a few characters repeated.</summary>
public sealed class CommonPasswords
{
    private readonly FrozenSet<string> _list = Read().ToFrozenSet(StringComparer.Ordinal);

    public bool Contains(string password)
    {
        var folded = password.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return _list.Contains(folded) || RepeatsAFewCharacters(folded);
    }

    // "aaaaaaaaaaaa", "abcabcabcabc": up to four characters, over and over.
    private static bool RepeatsAFewCharacters(string text) =>
        Enumerable.Range(1, 4).Any(period => text.Length > period && !text.Where((c, i) => c != text[i % period]).Any());

    private static IEnumerable<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#')) yield return line;
    }
}
