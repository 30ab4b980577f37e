using System.Text;
using System.Text.RegularExpressions;
using Microsoft.TemplateEngine.Edge.Template;

namespace Pow.Templates.Tests.Support;

/// <summary>The folder of a generated app.</summary>
public sealed partial record GeneratedApp(Variant Variant, string Folder)
{
    // Not every name can be that of a folder.
    public string WebProject => Directory.EnumerateDirectories(Path.Combine(Folder, "src")).Single();

    public string TestProject => Directory.EnumerateDirectories(Path.Combine(Folder, "tests")).Single();

    /// <summary>What the engine said; null where another run of the tests generated the app.</summary>
    public ITemplateCreationResult? Creation { get; init; }

    /// <summary>Every file as it was generated: the path from the folder of the app, with slashes, and the text, a byte order mark included.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } = Directory
        .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => (File: file, Path: Path.GetRelativePath(Folder, file).Replace('\\', '/')))
        .Where(file => !Output().IsMatch(file.Path))
        .ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(File.ReadAllBytes(file.File)));

    public IEnumerable<string> TestFiles => Files.Keys.Where(file => file.StartsWith("tests/", StringComparison.Ordinal));

    /// <summary>What decides how the app is built, beside its sources and packages: alike for apps that differ in nothing but these.</summary>
    public string BuildFiles { get; } = string.Join('\n', Directory
        .EnumerateFiles(Folder, "*.csproj", SearchOption.AllDirectories)
        .Append(Path.Combine(Folder, ".editorconfig"))
        .Order(StringComparer.Ordinal)
        .Select(file => Stamp().Replace(File.ReadAllText(file), "")));

    [GeneratedRegex("/(bin|obj|TestResults)/|^TestResults/")]
    private static partial Regex Output();

    [GeneratedRegex(@"<Pow(Extensions|Registration|Interactivity|Database|SessionCache)>.*|\s*<PackageReference .*")]
    private static partial Regex Stamp();
}
