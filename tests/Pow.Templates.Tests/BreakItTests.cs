using Microsoft.CodeAnalysis;

namespace Pow.Templates.Tests;

/// <summary>
/// Breaks one line after the other of apps with every extension, as tests/break-it.txt says: some test of the app must go red each time.
/// <c>tests/break-it.sh</c> runs this.
/// </summary>
[Trait("Layer", "break it")]
public sealed class BreakItTests(Workshop workshop)
{
    // A broken line may make a test hang: that is red too.
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    public static TheoryData<Template> Templates => [.. Choices.Templates];

    [Theory(Explicit = true), MemberData(nameof(Templates))]
    public async Task Every_broken_line_turns_a_test_red(Template template)
    {
        var lines = BrokenLine.For(template).Where(line => line.IsWanted).ToList();
        var variant = Variant.All(template.ShortName);
        var whole = await workshop.GenerateAsync(variant);
        var compiler = await workshop.CompilerAsync(whole);
        var tests = TestClass.In(compiler.Compile(whole).Tests);
        var survivors = new List<string>();

        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (line, _) =>
        {
            var folder = workshop.CreateFolder();
            var app = await workshop.GenerateAsync(variant, Path.Combine(folder, variant.Name));
            var outcome = await BreakAsync(line, app, compiler, tests);
            TestContext.Current.SendDiagnosticMessage($"{outcome}: {template} {line}");
            if (!outcome.StartsWith("red", StringComparison.Ordinal))
                lock (survivors) survivors.Add($"{outcome}: {line}");
            Directory.Delete(folder, recursive: true);
        });

        Assert.Empty(survivors);
    }

    private async Task<string> BreakAsync(BrokenLine line, GeneratedApp app, AppCompiler compiler, IReadOnlyList<TestClass> tests)
    {
        if (!line.Break(app)) return "not there";
        var built = new BuiltApp(app);
        if (compiler.Emit(compiler.Compile(app), built).Any(problem => problem.Severity == DiagnosticSeverity.Error)) return "not compiled";

        // Those about the same come first.
        foreach (var classes in tests.GroupBy(test => test.Topic == TestableApp.Topic(line.File)).OrderByDescending(group => group.Key))
        {
            try
            {
                var result = await TestRun.UntilOneFailsAsync(workshop.Dotnet, built, classes, _limit);
                if (result.ExitCode != 0) return $"red ({TestRun.FirstFailureIn(result)})";
            }
            catch (TimeoutException)
            {
                return "red (a test hangs)";
            }
        }

        return "SURVIVED";
    }
}
