using System.Text.RegularExpressions;

namespace Pow.Templates.Tests;

/// <summary>
/// An app holds nothing that this very app has no need of, and its layers use each other in one direction. That is a matter of choices:
/// what one app needs is dead in another.
/// </summary>
[Trait("Layer", "compile")]
public sealed partial class CodeShapeTests(Workshop workshop)
{
    // Symbols of options, beside those of extensions, for which C# code may ask.
    private static readonly string[] _optionSymbols = ["OpenRegistration", "Interactive", "Sqlite", "Postgres", "SqlServer", "Redis"];

    [Fact]
    public Task Every_type_and_member_is_used() => AssertNoneAsync(FindingKind.DeadCode);

    [Fact]
    public Task Every_parameter_is_used_and_varies() => AssertNoneAsync(FindingKind.NeedlessParameter);

    [Fact]
    public Task Every_interface_has_several_implementations() => AssertNoneAsync(FindingKind.LonelyInterface);

    [Fact]
    public Task Layers_use_those_below_them() => AssertNoneAsync(FindingKind.WrongWay);

    [Fact]
    public Task Every_class_lies_in_one_file() => AssertNoneAsync(FindingKind.PartialClass);

    /// <summary>Where the templates differ, each has a file of its own.</summary>
    [Fact]
    public async Task Code_asks_for_extensions_and_options_only()
    {
        var allowed = Template.All.SelectMany(template => template.Extensions).Select(Template.SymbolOf).Concat(_optionSymbols).ToHashSet();

        AssertNone(
            from file in await Repository.TrackedFilesAsync("templates")
            where file.EndsWith(".cs", StringComparison.Ordinal) && file is not "templates/apply-extensions.cs"
            from line in File.ReadLines(Path.Combine(Repository.Root, file)).Index()
            from symbol in Identifier().Matches(Condition().Match(line.Item).Value).Select(match => match.Value).Except(allowed)
            select $"{file}:{line.Index + 1}: asks for {symbol}");
    }

    [Fact]
    public async Task No_template_defines_a_symbol_for_having_pages() => AssertNone(
        from file in await Repository.TrackedFilesAsync("templates")
        where Path.GetFileName(file) is "template.json" || Path.GetExtension(file) is ".csproj" or ".props" or ".targets"
        where DefinitionOfPages().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, file)))
        select $"{file}: defines Pages");

    [Fact]
    public async Task Faults_are_found()
    {
        var app = await workshop.GenerateAsync(Variant.None("pow-mvc"), Path.Combine(workshop.CreateFolder(), Variant.OrdinaryName));
        foreach (var (file, text) in Faults.Files)
        {
            var path = Path.Combine(app.Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }

        var compiler = await workshop.CompilerAsync(app);
        var compilation = compiler.Compile(app);
        Assert.All(compilation.FindProblems(), problem => Assert.Equal("CS9113", problem.Id)); // A parameter of a class that is not used: one of the faults.

        var findings = compiler.LookAtCode(compilation)
            .Where(finding => finding.File.Contains("Fault"))
            .OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Text, StringComparer.Ordinal);
        Assert.Equal(Faults.Expected, findings.Select(finding => finding.ToString()));
    }

    private async Task AssertNoneAsync(FindingKind kind)
    {
        var variants = Choices.Templates.SelectMany(Choices.ToCompile).ToList();
        await Choices.EachAsync(variants, workshop.CompileAsync);

        var findings = new List<(Variant Variant, Finding Finding)>();
        foreach (var variant in variants)
            findings.AddRange((await workshop.CompileAsync(variant)).Findings.Where(finding => finding.Kind == kind).Select(finding => (variant, finding)));

        AssertNone(findings
            .GroupBy(found => (found.Finding.File, found.Finding.Text))
            .Select(same => $"{same.First().Finding} ({same.First().Variant}; {same.Count()} of {variants.Count} choices)"));
    }

    // Assert.Empty would name the first few.
    private static void AssertNone(IEnumerable<string> findings)
    {
        if (string.Join('\n', findings.Order(StringComparer.Ordinal)) is { Length: > 0 } all) Assert.Fail(all);
    }

    [GeneratedRegex(@"(?<=^\s*#(el)?if\b).*")]
    private static partial Regex Condition();

    [GeneratedRegex("[A-Za-z_]\\w*")]
    private static partial Regex Identifier();

    [GeneratedRegex("\"Pages\"\\s*:|<DefineConstants>[^<]*\\bPages\\b")]
    private static partial Regex DefinitionOfPages();
}
