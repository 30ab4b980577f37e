using System.Xml.Linq;

namespace Pow.Templates.Tests.Support;

/// <summary>How the own suite of a generated app went.</summary>
public sealed class TestRun
{
    private static readonly XNamespace _trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public TestRun(CommandResult result, string resultsFolder)
    {
        Result = result;
        var counters = Directory.EnumerateFiles(resultsFolder, "*.trx")
            .SelectMany(file => XDocument.Load(file).Descendants(_trx + "Counters"))
            .ToArray();
        Total = counters.Sum(counter => (int)counter.Attribute("total")!);
        Passed = counters.Sum(counter => (int)counter.Attribute("passed")!);
    }

    public CommandResult Result { get; }

    public int Total { get; }

    public int Passed { get; }

    /// <summary>Where test.sh adds up all results, or else a folder that goes with the app.</summary>
    public static string CreateResultsFolder(string app) => Environment.GetEnvironmentVariable("TEST_RESULTS") is { Length: > 0 } shared
        ? Directory.CreateDirectory(Path.Combine(shared, Guid.NewGuid().ToString("N"))).FullName
        : Directory.CreateDirectory(Path.Combine(app, "TestResults")).FullName;
}
