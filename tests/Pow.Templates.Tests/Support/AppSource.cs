using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Pow.Templates.Tests.Support;

/// <summary>Which part of a compilation somebody wrote: C# files and Razor files, but neither migrations nor what generators make.</summary>
/// <param name="folder">The project, as the compilation has its files.</param>
internal sealed partial class AppSource(CSharpCompilation compilation, string folder)
{
    private readonly Dictionary<SyntaxTree, string> _files = compilation.SyntaxTrees
        .Select(tree => (Tree: tree, File: FileOf(tree, folder)))
        .Where(item => item.File is not null)
        .ToDictionary(item => item.Tree, item => item.File!);

    public CSharpCompilation Compilation => compilation;

    /// <summary>The file of the app that a tree is, or was generated from, from the folder of the project; null when there is none.</summary>
    public string? FileOf(SyntaxTree tree) => _files.GetValueOrDefault(tree);

    public bool IsWritten(ISymbol symbol) => Written(symbol).Any();

    /// <summary>Of what is generated from Razor, the directive #line marks what stands in the Razor file.</summary>
    /// <remarks>What every component of a folder gets from an _Imports.razor is written in none of them.</remarks>
    public bool IsWritten(Location location) => location.SourceTree is { } tree && _files.ContainsKey(tree)
        && (!IsGenerated(tree) || (IsMapped(location) && Path.GetFileName(location.GetMappedLineSpan().Path) is not "_Imports.razor"));

    public (string File, int Line) PlaceOf(ISymbol symbol) => PlaceOf(Written(symbol).First());

    public (string File, int Line) PlaceOf(Location location) =>
        (_files[location.SourceTree!], IsGenerated(location.SourceTree!) && !IsMapped(location) ? 1 : location.GetMappedLineSpan().StartLinePosition.Line + 1);

    /// <summary>The files in which somebody wrote a symbol, or parts of it.</summary>
    public IEnumerable<string> FilesOf(ISymbol symbol) => Written(symbol).Select(location => _files[location.SourceTree!]).Distinct();

    /// <summary>Every type that somebody wrote, with those inside.</summary>
    public IEnumerable<INamedTypeSymbol> Types() =>
        Inside(compilation.Assembly.GlobalNamespace).Where(type => IsWritten(type) && type.Name is not "__PrivateComponentRenderModeAttribute");

    private IEnumerable<Location> Written(ISymbol symbol) =>
        symbol.Locations.Where(location => IsWritten(location) || (symbol is INamedTypeSymbol { Name: not "_Imports" } && IsInComponent(location)));

    private bool IsInComponent(Location location) =>
        location.SourceTree is { } tree && FileOf(tree) is { } file && file.EndsWith(".razor", StringComparison.Ordinal);

    private bool IsGenerated(SyntaxTree tree) => !tree.FilePath.EndsWith(_files[tree], StringComparison.Ordinal);

    private static bool IsMapped(Location location) => location.GetMappedLineSpan().HasMappedPath;

    private static IEnumerable<INamedTypeSymbol> Inside(INamespaceOrTypeSymbol parent) => parent.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? Inside(member).Prepend(type) : Inside(member));

    private static string? FileOf(SyntaxTree tree, string folder)
    {
        var origin = RazorFile().Match(tree.GetText().Lines[0].ToString()) is { Success: true } match ? match.Groups[1].Value : tree.FilePath;
        if (!origin.StartsWith(folder, StringComparison.Ordinal)) return null;

        var file = Path.GetRelativePath(folder, origin).Replace('\\', '/');
        return file.StartsWith("obj/", StringComparison.Ordinal) || file.Contains("/Migrations/") ? null : file;
    }

    [GeneratedRegex("^#pragma checksum \"(.+?)\"")]
    private static partial Regex RazorFile();
}
