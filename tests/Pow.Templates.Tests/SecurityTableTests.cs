using System.Text.RegularExpressions;
using Pow.Templates.Tests.Support;

namespace Pow.Templates.Tests;

/// <summary>docs/security.md says which tests hold off an attack or show that a requirement is met, and is believed only because of these.</summary>
[Trait("Layer", "files")]
public sealed partial class SecurityTableTests
{
    private static readonly string _page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

    private static readonly string[] _tests = [.. new[] { "shared", "shared-pages", "pow-api" }.SelectMany(
        folder => Directory.GetFiles(Path.Combine(Repository.Root, "templates", folder, "tests"), "*Tests*.cs", SearchOption.AllDirectories))];

    [Fact]
    public void It_names_the_tests_of_every_attack_and_no_others()
    {
        var table = Row().Matches(_page)
            .SelectMany(row => TestClass().Matches(row.Groups["tests"].Value).Select(test => (row.Groups["attack"].Value, test.Groups[1].Value)));
        var tests = _tests
            .SelectMany(file => Trait().Matches(File.ReadAllText(file)).Select(trait => (trait.Groups[1].Value, ClassOf(file))));

        Assert.Equal(tests.Distinct().Order(), table.Order());
    }

    [Fact]
    public void Every_requirement_stands_there_once_with_tests_that_exist()
    {
        var requirements = Requirement().Matches(_page);

        Assert.True(requirements.Count > 50);
        Assert.Distinct(requirements.Select(requirement => requirement.Groups["id"].Value));
        Assert.All(requirements, requirement => Assert.Matches(TestClass(), requirement.Groups["tests"].Value));
        Assert.Empty(TestClass().Matches(_page).Select(test => test.Groups[1].Value).Except(_tests.Select(ClassOf)));
    }

    // A class may lie in several files: OpenApiTests.cs, OpenApiTests.Invitation.cs.
    private static string ClassOf(string file) => Path.GetFileName(file).Split('.')[0];

    [GeneratedRegex(@"^\| (?<attack>A\d+) \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| (?<id>\d+\.\d+\.\d+) \| [12] \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Requirement();

    [GeneratedRegex("`(\\w+Tests)`")]
    private static partial Regex TestClass();

    [GeneratedRegex("\"Attack\", \"(A\\d+)\"")]
    private static partial Regex Trait();
}
