using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.TemplateEngine.Abstractions;

namespace Pow.Templates.Tests;

/// <summary>Most mistakes in a template.json stop no engine: it generates something else, without a word.</summary>
[Trait("Layer", "files")]
public sealed partial class TemplateConfigurationTests(Workshop workshop)
{
    private static readonly string[] _hostSymbols = ["OS", "name"];

    public static TheoryData<Template> Templates => [.. Template.All];

    [Fact]
    public async Task The_engine_finds_no_mistake()
    {
        var engine = await workshop.EngineAsync();

        var entries = await engine.ValidateAsync(await workshop.PackageAsync());

        Assert.Empty(entries
            .Where(found => found.Entry.Severity >= IValidationEntry.SeverityLevel.Warning)
            .Select(found => $"{found.Template}: {found.Entry.Code} {found.Entry.ErrorMessage}"));
    }

    [Theory, MemberData(nameof(Templates))]
    public void Every_configuration_file_is_json(Template template) =>
        Assert.All(template.ConfigurationFiles(), file => Assert.NotNull(template.ReadConfiguration(Path.GetFileName(file))));

    [Fact]
    public void Templates_are_told_apart_by_identity_group_and_short_name()
    {
        string[] keys = ["identity", "groupIdentity", "shortName", "name"];

        Assert.All(keys, key => Assert.Distinct(Template.All.Select(template => template.Configuration[key]!.GetValue<string>())));
    }

    [Theory, MemberData(nameof(Templates))]
    public void Every_condition_of_the_configuration_names_known_symbols(Template template)
    {
        var conditions = Strings(template.Configuration, "condition")
            .Concat(template.Symbols.Where(symbol => symbol.Value!["type"]!.GetValue<string>() == "computed").Select(symbol => symbol.Value!["value"]!.GetValue<string>()));

        AssertKnown(template, conditions);
    }

    [Theory, MemberData(nameof(Templates))]
    public void Every_condition_of_the_sources_names_known_symbols(Template template)
    {
        var conditions =
            from folder in template.SourceFolders
            from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            where !OutsideTheTemplate().IsMatch(file)
            from Match condition in ContentCondition().Matches(File.ReadAllText(file))
            select condition.Groups["condition"].Value;

        AssertKnown(template, conditions);
    }

    [Theory, MemberData(nameof(Templates))]
    public void Every_symbol_and_form_that_is_referred_to_exists(Template template)
    {
        var forms = template.Configuration["forms"]!.AsObject();
        string[] builtIn = ["safe_namespace", "lowerCaseInvariant"];
        var symbols = Strings(template.Configuration, "valueSource", "source", "sourceVariableName", "fallbackVariableName")
            .Where(symbol => !symbol.EndsWith('/'))
            .Concat(Nodes(template.Configuration, "symbols").OfType<JsonArray>().SelectMany(join => join).Select(part => part!["value"]!.GetValue<string>()));
        var transforms = Strings(template.Configuration, "valueTransform")
            .Concat(Nodes(forms, "steps").SelectMany(steps => steps.AsArray().Select(step => step!.GetValue<string>())));

        Assert.Empty(symbols.Except(KnownSymbols(template)));
        Assert.Empty(transforms.Except(forms.Select(form => form.Key)).Except(builtIn));
    }

    [Theory, MemberData(nameof(Templates))]
    public void Every_default_is_one_of_the_choices(Template template)
    {
        var choices = template.Symbols.Where(symbol => symbol.Value!["choices"] is not null).Select(symbol => symbol.Value!);

        Assert.All(choices, symbol => Assert.Contains(
            symbol["defaultValue"]!.GetValue<string>(),
            symbol["choices"]!.AsArray().Select(choice => choice!["choice"]!.GetValue<string>())));
    }

    [Theory, MemberData(nameof(Templates))]
    public void Every_option_and_every_choice_is_explained(Template template)
    {
        var options = template.Symbols.Where(symbol => symbol.Value!["type"]!.GetValue<string>() == "parameter").Select(symbol => symbol.Value!);
        var choices = options.SelectMany(option => option["choices"]?.AsArray() ?? []);

        Assert.All(options.Concat(choices!), item => Assert.EndsWith(".", item!["description"]!.GetValue<string>()));
    }

    [Fact]
    public void What_repeats_the_list_of_extensions_agrees_with_it()
    {
        var files = ExtensionList.OutOfDate(Repository.Templates).Select(outOfDate => Path.GetRelativePath(Repository.Root, outOfDate.File)).ToList();

        Assert.True(files is [], $"\"dotnet templates/apply-extensions.cs\" writes anew what disagrees with extensions.json: {string.Join(", ", files)}");
    }

    [Fact]
    public void The_list_of_extensions_names_extensions_and_templates_that_exist()
    {
        Assert.Distinct(Template.AllExtensions.SelectMany(extension => new[] { extension.Choice, extension.Symbol }));
        Assert.Empty(Template.AllExtensions.SelectMany(extension => extension.Templates).Except(Template.All.Select(template => template.ShortName)));
        Assert.Empty(Template.AllExtensions.SelectMany(extension => extension.Requires ?? []).Except(Template.AllExtensions.Select(extension => extension.Choice)));
    }

    // Whoever forgets the marks between which the list is written would forget them without a word.
    [Theory, MemberData(nameof(Templates))]
    public void Every_extension_can_be_chosen_and_left_out_and_is_stamped(Template template)
    {
        Assert.Equal(Template.AllExtensions.Where(extension => extension.IsOfferedBy(template.ShortName)).Select(extension => extension.Choice), template.Extensions);
        Assert.All(Template.AllExtensions, extension =>
        {
            Assert.Contains(extension.Symbol, template.Symbols);
            Assert.All(template.Configuration["sources"]!.AsArray(), source => Assert.Contains(
                source!["modifiers"]!.AsArray(), modifier => modifier!["condition"]?.GetValue<string>() == $"(!{extension.Symbol})"));
        });
        Assert.All(template.Extensions, extension => Assert.Contains(extension, Strings(template.Symbols, "value")));
    }

    [Fact]
    public void Every_folder_is_a_source_of_some_template() => Assert.Equal(
        Directory.GetDirectories(Repository.Templates).Order(StringComparer.Ordinal),
        Template.All.SelectMany(template => template.SourceFolders).Select(Path.TrimEndingDirectorySeparator).Distinct().Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Templates))]
    public void Host_files_name_options_that_exist(Template template)
    {
        var commandLine = template.ReadConfiguration("dotnetcli.host.json")["symbolInfo"]!.AsObject().Select(symbol => symbol.Key);
        var ide = template.ReadConfiguration("ide.host.json")["symbolInfo"]!.AsArray().Select(symbol => symbol!["id"]!.GetValue<string>());

        Assert.Empty(commandLine.Concat(ide).Except(template.Symbols.Select(symbol => symbol.Key)));
    }

    [Theory, MemberData(nameof(Templates))]
    public void The_stamped_version_is_that_of_the_package(Template template) =>
        Assert.Equal(Repository.Version, template.Symbols["packageVersion"]!["parameters"]!["value"]!.GetValue<string>());

    private static void AssertKnown(Template template, IEnumerable<string> conditions)
    {
        Assert.NotEmpty(conditions);
        Assert.Empty(conditions
            .SelectMany(condition => Identifier().Matches(Quoted().Replace(condition, "")).Select(match => match.Value))
            .Except(["true", "false"])
            .Except(KnownSymbols(template)));
    }

    private static IEnumerable<string> KnownSymbols(Template template) => template.Symbols.Select(symbol => symbol.Key).Concat(_hostSymbols);

    private static IEnumerable<string> Strings(JsonNode node, params string[] keys) => keys
        .SelectMany(key => Nodes(node, key))
        .Where(found => found.GetValueKind() is JsonValueKind.String)
        .Select(found => found.GetValue<string>());

    private static IEnumerable<JsonNode> Nodes(JsonNode? node, string key) => node switch
    {
        JsonObject children => children.SelectMany(child => Nodes(child.Value, key).Concat(child.Key == key ? [child.Value!] : [])),
        JsonArray items => items.SelectMany(item => Nodes(item, key)),
        _ => [],
    };

    [GeneratedRegex(@"[/\\](bin|obj|App_Data|\.template\.config|wwwroot)[/\\]|TemplateDev|common-passwords")]
    private static partial Regex OutsideTheTemplate();

    [GeneratedRegex(@"(#|<!--#|@\*#)(if|elseif|elif)\s*(?<condition>\(.*\))")]
    private static partial Regex ContentCondition();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("[A-Za-z_]\\w*")]
    private static partial Regex Identifier();
}
