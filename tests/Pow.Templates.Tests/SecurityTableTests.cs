using System.Text.RegularExpressions;
using Pow.Templates.Tests.Support;

namespace Pow.Templates.Tests;

/// <summary>
/// docs/security.md says which tests hold off an attack or show that a requirement is met, and SECURITY.md of an app which attacks its tests
/// try. Both are believed only because of these.
/// </summary>
[Trait("Layer", "files")]
public sealed partial class SecurityTableTests(Workshop workshop)
{
    private static readonly string _page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

    private static readonly string[] _tests = [.. new[] { "shared", "shared-pages", "pow-blazor", "pow-api" }.SelectMany(
        folder => Directory.GetFiles(Path.Combine(Repository.Root, "templates", folder, "tests"), "*Tests*.cs", SearchOption.AllDirectories))];

    public static TheoryData<Template> Templates => [.. Choices.Templates];

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

    [Theory, MemberData(nameof(Templates))]
    public Task An_app_lists_the_attacks_that_its_tests_try_and_no_others(Template template) => Choices.EachAsync(Choices.ToGenerate(template), async variant =>
    {
        var app = await workshop.GenerateAsync(variant);
        var section = AttackSection().Match(app.Files["SECURITY.md"]).Groups["table"].Value;
        var listed = Numbers(AttackRow().Matches(section)).ToList();
        var tried = app.TestFiles.SelectMany(file => Numbers(Trait().Matches(app.Files[file]))).Distinct().ToList();

        Assert.Distinct(listed);
        Assert.True(
            listed.ToHashSet().SetEquals(tried),
            $"Not in SECURITY.md, but in the tests: {string.Join(' ', tried.Except(listed).Order())}\n"
            + $"In SECURITY.md, but not in the tests: {string.Join(' ', listed.Except(tried).Order())}");
        // A line of another kind would end the table, and what follows would be shown as text.
        Assert.All(section.TrimEnd('\n').Split('\n'), line => Assert.Matches(TableLine(), line));
    });

    private static IEnumerable<string> Numbers(MatchCollection matches) => matches.Select(match => match.Groups[1].Value);

    // A class may lie in several files: OpenApiTests.cs, OpenApiTests.Invitation.cs.
    private static string ClassOf(string file) => Path.GetFileName(file).Split('.')[0];

    [GeneratedRegex(@"^\| (?<attack>A\d+) \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| (?<id>\d+\.\d+\.\d+) \| [12] \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Requirement();

    [GeneratedRegex(@"^## Attacks that the tests try\n[^|]+(?<table>.+?)(?=\n\n|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex AttackSection();

    [GeneratedRegex(@"^\| (A\d+) \|", RegexOptions.Multiline)]
    private static partial Regex AttackRow();

    [GeneratedRegex(@"^\|[^|]+\|[^|]+\|$")]
    private static partial Regex TableLine();

    [GeneratedRegex("`(\\w+Tests)`")]
    private static partial Regex TestClass();

    [GeneratedRegex("\"Attack\", \"(A\\d+)\"")]
    private static partial Regex Trait();
}
