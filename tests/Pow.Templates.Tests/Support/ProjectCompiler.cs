using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Pow.Templates.Tests.Support;

/// <summary>Repeats the compilation of one project, with its references, options and source generators, for other sources.</summary>
internal sealed class ProjectCompiler
{
    private readonly CSharpCommandLineArguments _arguments;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly ImmutableArray<SyntaxTree> _generatedByBuild;
    private readonly ImmutableArray<ISourceGenerator> _generators;
    private readonly AnalyzerConfigOptionsResult _options;

    private ProjectCompiler(CSharpCommandLineArguments arguments)
    {
        _arguments = arguments;
        _references = [.. arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference, reference.Properties))];
        _generatedByBuild =
        [
            .. arguments.SourceFiles
                .Select(source => source.Path)
                .Except(Sources(arguments.BaseDirectory!, ".cs"))
                .Select(Parse),
        ];
        var loader = new AnalyzerLoader();
        _generators = [.. arguments.AnalyzerReferences.SelectMany(reference => new AnalyzerFileReference(reference.FilePath, loader).GetGenerators(LanguageNames.CSharp))];
        _options = AnalyzerConfigSet
            .Create(arguments.AnalyzerConfigPaths.Select(path => AnalyzerConfig.Parse(File.ReadAllText(path), path)).ToList())
            .GlobalConfigOptions;
    }

    /// <summary>Compiles the project and keeps what the compiler was told.</summary>
    public static async Task<ProjectCompiler> LearnFromAsync(Dotnet dotnet, string folder)
    {
        var result = Path.Combine(folder, "obj", "compiler-arguments.json");
        (await dotnet.RunAsync(folder, "build", "-t:Compile", "-p:ProvideCommandLineArgs=true", "-getItem:CscCommandLineArgs", $"-getResultOutputFile:{result}")).Succeeded();
        var arguments = JsonNode.Parse(await File.ReadAllTextAsync(result))!["Items"]!["CscCommandLineArgs"]!.AsArray()
            .Select(argument => argument!["Identity"]!.GetValue<string>());
        return new(CSharpCommandLineParser.Default.Parse(arguments, folder, sdkDirectory: null));
    }

    /// <param name="reference">Takes the place of the project reference.</param>
    public (Compilation Compilation, ImmutableArray<Diagnostic> Problems) Compile(string folder, CompilationReference? reference = null)
    {
        var sources = Sources(folder, ".cs").Select(Parse);
        var references = reference is null
            ? _references
            : [.. _references.Where(item => Path.GetFileNameWithoutExtension(item.Display) != reference.Compilation.AssemblyName), reference];
        var compilation = CSharpCompilation.Create(
            _arguments.CompilationName ?? Path.GetFileNameWithoutExtension(_arguments.OutputFileName),
            [.. sources, .. _generatedByBuild],
            references,
            _arguments.CompilationOptions);

        CSharpGeneratorDriver
            .Create(_generators, Sources(folder, ".cshtml", ".razor").Select(file => new SourceFile(file)), _arguments.ParseOptions, new Options(_options, folder))
            .RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var problems);

        return (whole, [.. problems.Concat(whole.GetDiagnostics()).Where(problem => problem is { Severity: >= DiagnosticSeverity.Warning, IsSuppressed: false })]);
    }

    private SyntaxTree Parse(string file) => CSharpSyntaxTree.ParseText(Read(file), _arguments.ParseOptions, file);

    private static SourceText Read(string file) => SourceText.From(File.ReadAllText(file), Encoding.UTF8);

    private static IEnumerable<string> Sources(string folder, params string[] extensions) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => extensions.Contains(Path.GetExtension(file)) && !Path.GetRelativePath(folder, file).StartsWith("obj", StringComparison.Ordinal));

    private sealed class SourceFile(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken) => Read(path);
    }

    /// <summary>What the generators are told: the same for every app but for its folder and its namespace.</summary>
    private sealed class Options(AnalyzerConfigOptionsResult common, string folder) : AnalyzerConfigOptionsProvider
    {
        private static readonly Values _none = new([]);

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(common.AnalyzerOptions
            .SetItem("build_property.RootNamespace", RootNamespace(folder))
            .SetItem("build_property.ProjectDir", folder + Path.DirectorySeparatorChar)
            .SetItem("build_property.MSBuildProjectDirectory", folder));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _none;

        public override AnalyzerConfigOptions GetOptions(AdditionalText file) => new Values(new Dictionary<string, string>
        {
            ["build_metadata.AdditionalFiles.TargetPath"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file.Path))),
        }.ToImmutableDictionary());

        private static string RootNamespace(string folder)
        {
            var project = Directory.EnumerateFiles(folder, "*.csproj").Single();
            return XDocument.Load(project).Descendants("RootNamespace").SingleOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);
        }
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }

    private sealed class AnalyzerLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath)
        {
            SdkAssemblies.ResolveFrom(Path.GetDirectoryName(fullPath)!);
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(fullPath));
        }
    }
}
