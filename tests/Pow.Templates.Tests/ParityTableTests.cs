using System.Text.RegularExpressions;
using Pow.Templates.Tests.Support;

namespace Pow.Templates.Tests;

/// <summary>docs/parity.md says what became of each behaviour of Pow, and is believed only because of these.</summary>
[Trait("Layer", "files")]
public sealed partial class ParityTableTests
{
    private static readonly MatchCollection _rows = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "parity.md")));

    [Fact]
    public void Every_behaviour_has_one_row()
    {
        var behaviours = Enumerable.Range(1, 300).Select(number => $"P{number:000}").Concat(Enumerable.Range(1, 25).Select(number => $"N{number:00}"));

        Assert.Equal(behaviours, _rows.Select(row => row.Groups[1].Value));
    }

    [Fact]
    public async Task Every_test_that_it_names_exists()
    {
        var files = (await Repository.TrackedFilesAsync("templates")).Concat(await Repository.TrackedFilesAsync("tests"));
        var tests = files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(TestsIn);

        Assert.Empty(_rows.SelectMany(row => Test().Matches(row.Value)).Select(test => test.Groups[1].Value).Except(tests));
    }

    [Fact]
    public void A_row_without_a_test_says_why() =>
        Assert.DoesNotContain(_rows, row => !Test().IsMatch(row.Value) && !Reason().IsMatch(row.Groups[2].Value));

    private static IEnumerable<string> TestsIn(string file)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, file));
        var name = TestClass().Match(source).Groups[1].Value;
        return Method().Matches(source).Select(method => $"{name}.{method.Groups[1].Value}");
    }

    [GeneratedRegex(@"^\| ([PN]\d+) \| [^|]+ \| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex Test();

    [GeneratedRegex("^(Differs: |Waits for |Not planned|[a-z, -]+: test pending)")]
    private static partial Regex Reason();

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"^    \[(?:Fact|Theory)[\s\S]*?^    public (?:async )?(?:Task|void) (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Method();
}
