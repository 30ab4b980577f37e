// "dotnet templates/apply-extensions.cs" writes everything that repeats extensions.json: what is between <extensions.json: ...> and
// </extensions.json> in the template.json of each template and in extensions.TemplateDev.props.
#:property PublishAot=false
#:property DefineConstants=$(DefineConstants);COMMAND

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

#if COMMAND
foreach (var (file, text) in ExtensionList.OutOfDate((string)AppContext.GetData("EntryPointFileDirectoryPath")!))
{
    File.WriteAllText(file, text);
    Console.WriteLine($"Written: {file}");
}
#endif

/// <summary>What extensions.json says about one extension. CONTRIBUTING.md tells what each property means.</summary>
internal sealed record Extension(
    string Choice, string DisplayName, string Description, string Symbol, string[] Templates, string[] Files,
    string[]? Requires = null, string? BroughtBy = null, string? OnlyWith = null,
    Dictionary<string, string>? Tables = null, Dictionary<string, string>? Columns = null)
{
    public string Switch => $"{JsonNamingPolicy.CamelCase.ConvertName(Symbol)}Chosen";

    /// <summary>A name stands for the folders and files that begin with it, and for files that have it between two dots.</summary>
    public IEnumerable<string> Patterns => Files.SelectMany<string, string>(file =>
        file.Contains('/') ? [file] : [$"**/{file}*/**", $"**/{file}*", $"**/*.{file}.*"]);

    public bool IsOfferedBy(string template) => Templates.Contains(template);
}

/// <summary>extensions.json, and the files that repeat it. The tests ask which of them are out of date.</summary>
internal sealed partial record ExtensionList(Extension[] Extensions)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="folder">The folder <c>templates</c>.</param>
    public static ExtensionList Read(string folder) =>
        JsonSerializer.Deserialize<ExtensionList>(File.ReadAllText(Path.Combine(folder, "extensions.json")), _json)!;

    /// <summary>The files that differ from the list, and how they should read.</summary>
    public static IEnumerable<(string File, string Text)> OutOfDate(string folder)
    {
        var list = Read(folder);
        return
            from name in list.Templates
                .Select(template => Path.Combine(template, ".template.config", "template.json"))
                .Append("extensions.TemplateDev.props")
            let file = Path.Combine(folder, name)
            let text = File.ReadAllText(file)
            let wanted = Region().Replace(text, region => list.Write(region, name.Split(Path.DirectorySeparatorChar)[0]))
            where wanted != text
            select (file, wanted);
    }

    private IEnumerable<string> Templates => Extensions.SelectMany(extension => extension.Templates).Distinct();

    private IEnumerable<Extension> OfferedBy(string template) => Extensions.Where(extension => extension.IsOfferedBy(template));

    private string Write(Match region, string template)
    {
        var indent = region.Groups["indent"].Value;
        var parts = Parts(region.Groups["what"].Value, template).Select(part => indent + part.ReplaceLineEndings($"\n{indent}"));
        var comma = region.Groups["next"].Value is "\"" or "{" or "/" ? "," : ""; // More JSON follows.
        return $"{region.Groups["begin"]}{string.Join(",\n", parts)}{comma}\n{region.Groups["end"]}";
    }

    private IEnumerable<string> Parts(string what, string template)
    {
        var offered = OfferedBy(template).ToList();
        return what switch
        {
            "choices" => [
                Choice("none", "None", "No extensions."),
                Choice("all", "All", "All extensions. To choose several, separate them with spaces, not commas."),
                .. offered.Select(extension => Choice(extension.Choice, extension.DisplayName, extension.Description)),
            ],
            "conflicts" => [$$"""
                "noneWithOthers": {
                  "type": "parameter", "datatype": "string",
                  "description": "Required, and not offered, where none is chosen together with others: the command refuses that and prints the name of this option.",
                  "isRequired": {{Json($"(extensions == \"none\" && ({string.Join(" || ", offered.Select(extension => extension.Choice).Prepend("all").Select(IsChosen))}))")}}
                }
                """],
            "exclusions" => Extensions.Select(extension =>
                $$"""{ "condition": "(!{{extension.Symbol}})", "exclude": [{{string.Join(", ", extension.Patterns.Select(Json))}}] }"""),
            "symbols" => Extensions.Select(extension =>
                $$"""{{Json(extension.Symbol)}}: { "type": "computed", "value": {{Json(Value(extension, template))}} }"""),
            "stamp" => [
                .. offered.Select(extension => $$"""
                    {{Json(extension.Switch)}}: {
                      "type": "generated", "generator": "switch", "datatype": "string",
                      "parameters": { "evaluator": "C++", "cases": [{ "condition": "({{extension.Symbol}})", "value": {{Json(extension.Choice)}} }] }
                    }
                    """),
                $$"""
                "extensionsChosen": {
                  "type": "generated", "generator": "join",
                  "parameters": {
                    "symbols": [
                      {{string.Join(",\n      ", offered.Select(extension => $$"""{ "type": "ref", "value": {{Json(extension.Switch)}} }"""))}}
                    ],
                    "separator": " ", "removeEmptyValues": true
                  }
                }
                """,
            ],
            "constants" => [string.Join('\n', Templates.Select(each =>
                $"<{each}-extensions>{string.Join(';', OfferedBy(each).Select(extension => extension.Symbol))}</{each}-extensions>"))],
            _ => throw new InvalidOperationException($"Nothing in extensions.json is called {what}."),
        };
    }

    private static string Choice(string choice, string displayName, string description) => $$"""
        {
          "choice": {{Json(choice)}},
          "displayName": {{Json(displayName)}},
          "description": {{Json(description)}}
        }
        """;

    // The condition under which an app has the extension.
    private string Value(Extension extension, string template)
    {
        if (!extension.IsOfferedBy(template)) return "false";
        string[] reasons =
        [
            IsChosen("all"),
            IsChosen(extension.Choice),
            .. Extensions.Where(other => other.IsOfferedBy(template) && other.Requires?.Contains(extension.Choice) is true).Select(other => other.Symbol),
            .. extension.BroughtBy is { } option ? [option] : Array.Empty<string>(),
        ];
        var value = $"({string.Join(" || ", reasons)})";
        return extension.OnlyWith is { } condition ? $"({value} && {condition})" : value;
    }

    private static string IsChosen(string choice) => $"extensions == \"{choice}\"";

    private static string Json(string text) => JsonSerializer.Serialize(text, _json);

    [GeneratedRegex(
        @"^(?<begin>(?<indent> *)\S+ <extensions\.json: (?<what>\w+)>.*\n)(.*\n)*?(?<end> *\S+ </extensions\.json>.*)(?=\s*(?<next>\S))",
        RegexOptions.Multiline)]
    private static partial Regex Region();
}
