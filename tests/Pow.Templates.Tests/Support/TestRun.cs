using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pow.Templates.Tests.Support;

/// <summary>How the tests of a generated app went.</summary>
internal sealed partial class TestRun
{
    private static readonly XNamespace _trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private TestRun(CommandResult result, string resultsFolder)
    {
        Result = result;
        Tests =
        [
            .. Directory.EnumerateFiles(resultsFolder, "*.trx")
                .SelectMany(file => XDocument.Load(file).Descendants(_trx + "TestMethod"))
                .Select(method => $"{(string?)method.Attribute("className")}.{MethodName((string)method.Attribute("name")!)}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    public CommandResult Result { get; }

    /// <summary>The tests that ran, each once, however many cases it has: class and method.</summary>
    public IReadOnlyList<string> Tests { get; }

    /// <summary>Runs all tests as the owner of the app does.</summary>
    public static async Task<TestRun> OfAllAsync(Dotnet dotnet, BuiltApp app, IReadOnlyDictionary<string, string?> settings)
    {
        var results = CreateResultsFolder(app.App.Folder);
        return new(await dotnet.RunAsync(app.App.Folder, settings, "test", "--no-build", "--logger", "trx", "--results-directory", results), results);
    }

    /// <summary>Runs some of the tests.</summary>
    public static async Task<TestRun> OfAsync(Dotnet dotnet, BuiltApp app, IReadOnlyDictionary<string, string?> settings, IEnumerable<TestClass> classes)
    {
        var results = CreateResultsFolder(app.App.Folder);
        return new(await dotnet.RunAsync(app.App.TestProject, settings, [Program(app), "-noColor", "-trx", Path.Combine(results, "run.trx"), .. Chosen(classes)]), results);
    }

    /// <summary>Runs some of the tests, until the first that fails.</summary>
    public static Task<CommandResult> UntilOneFailsAsync(Dotnet dotnet, BuiltApp app, IEnumerable<TestClass> classes, TimeSpan limit) =>
        dotnet.RunAsync(limit, app.App.TestProject, [Program(app), "-noColor", "-stopOnFail", .. Chosen(classes)]);

    /// <summary>Which test failed first.</summary>
    public static string FirstFailureIn(CommandResult result) => Failure().Match(result.Output) is { Success: true } failure ? failure.Groups[1].Value : result.Output;

    // Where test.sh adds up all results, or else a folder that goes with the app.
    private static string CreateResultsFolder(string app) => Directory.CreateDirectory(Path.Combine(
        Environment.GetEnvironmentVariable("TEST_RESULTS") is { Length: > 0 } shared ? shared : Path.Combine(app, "TestResults"),
        Guid.NewGuid().ToString("N"))).FullName;

    private static string Program(BuiltApp app) => Path.Combine(app.TestOutput, $"{Path.GetFileName(app.App.TestProject)}.dll");

    private static IEnumerable<string> Chosen(IEnumerable<TestClass> classes) => classes.SelectMany(test => (string[])["-class", test.Name]);

    // A case of a theory has its arguments in the name.
    private static string MethodName(string name) => name.Split('(')[0].Split('.')[^1];

    [GeneratedRegex(@"(\w+Tests\.\w+)[^\n]*\[FAIL\]")]
    private static partial Regex Failure();
}
