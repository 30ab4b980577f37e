using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pow.Templates.Tests.Support;

/// <summary>A folder below <c>templates/</c> with a <c>template.json</c>, as it lies in the repository.</summary>
public sealed class Template
{
    // The template engine reads JSON with comments.
    private static readonly JsonDocumentOptions _lenient = new() { CommentHandling = JsonCommentHandling.Skip };

    private Template(string folder)
    {
        Folder = folder;
        Configuration = ReadConfiguration("template.json");
    }

    public static IReadOnlyList<Template> All { get; } =
    [
        .. Directory.EnumerateDirectories(Repository.Templates)
            .Where(folder => Directory.Exists(Path.Combine(folder, ".template.config")))
            .Order(StringComparer.Ordinal)
            .Select(folder => new Template(folder)),
    ];

    /// <summary>What <c>extensions.json</c> lists.</summary>
    internal static IReadOnlyList<Extension> AllExtensions { get; } = ExtensionList.Read(Repository.Templates).Extensions;

    public string Folder { get; }

    public JsonNode Configuration { get; }

    public string ShortName => Configuration["shortName"]!.GetValue<string>();

    public JsonObject Symbols => Configuration["symbols"]!.AsObject();

    /// <summary>What templates have in common is tested for each choice in one of them, and in the others with all extensions.</summary>
    public bool TestsWhatIsShared => ShortName is "pow-mvc";

    /// <summary>What <c>--extensions</c> offers, without <c>none</c> and <c>all</c>.</summary>
    public IReadOnlyList<string> Extensions => [.. ChoicesOf("extensions")!.Except(["none", "all"])];

    public IEnumerable<string> Registrations => ChoicesOf("registration")!;

    /// <summary>What <c>--interactivity</c> offers; the default alone where there is no such option.</summary>
    public IEnumerable<string> Interactivities => ChoicesOf("interactivity") ?? [Variant.Server];

    public IEnumerable<string> Databases => ChoicesOf("database")!;

    public IEnumerable<string> SessionCaches => ChoicesOf("sessionCache")!;

    public static string SymbolOf(string extension) => AllExtensions.Single(listed => listed.Choice == extension).Symbol;

    public static Template Named(string shortName) => All.Single(template => template.ShortName == shortName);

    /// <summary>The folders that an app is made from: the template's own, and those that it shares with others.</summary>
    public IEnumerable<string> SourceFolders => Configuration["sources"]!.AsArray().Select(source => Path.GetFullPath(Path.Combine(Folder, source!["source"]!.GetValue<string>())));

    public IEnumerable<string> ConfigurationFiles() => Directory.EnumerateFiles(Path.Combine(Folder, ".template.config"), "*.json", SearchOption.AllDirectories);

    public JsonNode ReadConfiguration(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, ".template.config", file)), documentOptions: _lenient)!;

    public override string ToString() => ShortName;

    private IEnumerable<string>? ChoicesOf(string option) => Symbols[option]?["choices"]!.AsArray().Select(choice => choice!["choice"]!.GetValue<string>());
}
