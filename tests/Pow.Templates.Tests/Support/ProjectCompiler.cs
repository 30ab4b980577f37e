using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Pow.Templates.Tests.Support;

/// <summary>
/// Repeats the compilation of one project, with its references, options and source generators, for other sources. These count
/// as lying in the folder of that project, so that what the compiler knows of a file holds for the same file of another app.
/// </summary>
internal sealed class ProjectCompiler
{
    private readonly string _folder;
    private readonly CSharpCommandLineArguments _arguments;
    private readonly ImmutableArray<(string Path, string Name)> _resources;
    private readonly CSharpCompilation _withoutSources;
    private readonly AnalyzerConfigSet _configuration;
    private readonly ConcurrentDictionary<(string Path, string Text), SyntaxTree> _trees = [];
    private readonly ConcurrentDictionary<(string Path, string Text), AdditionalText> _pages = [];

    // Knows what it made of the pages that it has seen.
    private GeneratorDriver _generators;

    /// <param name="folder">Where the project was built.</param>
    /// <param name="commandLine">What the compiler was told.</param>
    public ProjectCompiler(string folder, IReadOnlyCollection<string> commandLine)
    {
        _folder = folder;
        _arguments = CSharpCommandLineParser.Default.Parse(commandLine, folder, sdkDirectory: null);
        _resources =
        [
            .. commandLine
                .Where(argument => argument.StartsWith("/resource:", StringComparison.Ordinal))
                .Select(argument => argument["/resource:".Length..].Split(','))
                .Select(resource => (resource[0], resource[1])),
        ];
        _configuration = AnalyzerConfigSet.Create(_arguments.AnalyzerConfigPaths.Select(path => AnalyzerConfig.Parse(File.ReadAllText(path), path)).ToList());
        // All start from this one, and so read the references once.
        _withoutSources = CSharpCompilation.Create(
            _arguments.CompilationName ?? Path.GetFileNameWithoutExtension(_arguments.OutputFileName),
            _arguments.SourceFiles.Select(source => source.Path).Except(Sources(folder, ".cs")).Select(file => Parse(file, File.ReadAllText(file))),
            _arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference, reference.Properties)),
            _arguments.CompilationOptions.WithSyntaxTreeOptionsProvider(new Severities(_configuration)));
        var loader = new AnalyzerLoader();
        _generators = CSharpGeneratorDriver.Create(
            _arguments.AnalyzerReferences.SelectMany(reference => new AnalyzerFileReference(reference.FilePath, loader).GetGenerators(LanguageNames.CSharp)),
            parseOptions: _arguments.ParseOptions,
            optionsProvider: new Options(_configuration, folder, folder));
    }

    /// <param name="folder">The project of an app.</param>
    /// <param name="reference">Takes the place of the project reference.</param>
    /// <param name="keep">Whether other apps are likely to have the same files.</param>
    /// <returns>The compilation, and the errors and warnings of the generators.</returns>
    public (CSharpCompilation Compilation, ImmutableArray<Diagnostic> Problems) Compile(string folder, CompilationReference? reference, bool keep)
    {
        var compilation = _withoutSources.AddSyntaxTrees(Files(folder, ".cs").Select(file => keep ? _trees.GetOrAdd(file, Parse) : Parse(file)));
        if (reference is not null)
        {
            var project = compilation.References.Single(item => Path.GetFileNameWithoutExtension(item.Display) == reference.Compilation.AssemblyName);
            compilation = compilation.ReplaceReference(project, reference);
        }

        var generators = _generators
            .ReplaceAdditionalTexts([.. Files(folder, ".cshtml", ".razor").Select(file => _pages.GetOrAdd(file, key => new SourceFile(key.Path, key.Text)))]);
        generators = (keep ? generators : generators.WithUpdatedAnalyzerConfigOptions(new Options(_configuration, _folder, folder)))
            .RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var problems);
        if (keep) _generators = generators;
        return ((CSharpCompilation)whole, problems);
    }

    /// <summary>The errors and warnings of the compiler. Those of analyzers, which take several times as long, real builds tell.</summary>
    public static IEnumerable<Diagnostic> FindProblems(CSharpCompilation compilation) => ProblemsAmong(compilation.GetDiagnostics());

    /// <summary>Writes the assembly and its symbols.</summary>
    /// <param name="folder">The project, from which the resources come.</param>
    /// <returns>The errors and warnings of the compiler.</returns>
    public IEnumerable<Diagnostic> Emit(CSharpCompilation compilation, string folder, string output)
    {
        using var assembly = File.Create(Path.Combine(output, $"{compilation.AssemblyName}.dll"));
        using var symbols = File.Create(Path.Combine(output, $"{compilation.AssemblyName}.pdb"));
        return ProblemsAmong(compilation.Emit(
            assembly,
            symbols,
            manifestResources: _resources.Select(resource => new ResourceDescription(resource.Name, () => File.OpenRead(Path.Combine(folder, resource.Path)), isPublic: true)),
            options: _arguments.EmitOptions).Diagnostics);
    }

    private static IEnumerable<Diagnostic> ProblemsAmong(IEnumerable<Diagnostic> said) =>
        said.Where(problem => problem is { Severity: >= DiagnosticSeverity.Warning, IsSuppressed: false });

    private IEnumerable<(string Path, string Text)> Files(string folder, params string[] extensions) => Sources(folder, extensions)
        .Select(file => (Path.Combine(_folder, Path.GetRelativePath(folder, file)), File.ReadAllText(file)));

    private static IEnumerable<string> Sources(string folder, params string[] extensions) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => extensions.Contains(Path.GetExtension(file)) && !IsOutput(Path.GetRelativePath(folder, file)));

    private static bool IsOutput(string path) => path.StartsWith("obj", StringComparison.Ordinal) || path.StartsWith("bin", StringComparison.Ordinal);

    private SyntaxTree Parse((string Path, string Text) file) => Parse(file.Path, file.Text);

    private SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), _arguments.ParseOptions, path);

    private sealed class SourceFile(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken) => _text;
    }

    /// <summary>What generators are told: the same for every app but for its namespace.</summary>
    private sealed class Options(AnalyzerConfigSet configuration, string folder, string app) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } =
            new Values(configuration.GlobalConfigOptions.AnalyzerOptions.SetItem("build_property.RootNamespace", RootNamespace(app)));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(configuration.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText file) => new Values(ImmutableDictionary<string, string>.Empty.Add(
            "build_metadata.AdditionalFiles.TargetPath", Convert.ToBase64String(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file.Path)))));

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

    /// <summary>How severe the .editorconfig of the app says that a finding is.</summary>
    private sealed class Severities(AnalyzerConfigSet configuration) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
            configuration.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions.TryGetValue("generated_code", out var value) && value == "true"
                ? GeneratedKind.MarkedGenerated
                : GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string id, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            configuration.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(id, out severity);

        public override bool TryGetGlobalDiagnosticValue(string id, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            configuration.GlobalConfigOptions.TreeOptions.TryGetValue(id, out severity);
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
