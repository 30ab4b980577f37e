using System.Text.RegularExpressions;
using Pow.Templates.Tests.Support;

namespace Pow.Templates.Tests;

/// <summary>docs/security.md says of every attack which tests hold it off, and is believed only because of these.</summary>
public sealed partial class SecurityTableTests
{
    private static readonly string _tests = Path.Combine(Repository.Root, "templates", "shared", "tests");

    [Fact]
    public void It_names_the_tests_of_every_attack_and_no_others()
    {
        var table = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md")))
            .SelectMany(row => TestClass().Matches(row.Groups["tests"].Value).Select(test => (row.Groups["attack"].Value, test.Groups[1].Value)));
        var tests = Directory.EnumerateFiles(_tests, "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => Trait().Matches(File.ReadAllText(file)).Select(trait => (trait.Groups[1].Value, Path.GetFileNameWithoutExtension(file))));

        Assert.Equal(tests.Distinct().Order(), table.Order());
    }

    [GeneratedRegex(@"^\| (?<attack>A\d+) \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(\\w+Tests)`")]
    private static partial Regex TestClass();

    [GeneratedRegex("\"Attack\", \"(A\\d+)\"")]
    private static partial Regex Trait();
}
