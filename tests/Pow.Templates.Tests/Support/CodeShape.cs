using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pow.Templates.Tests.Support;

/// <summary>Whether the code of an app is as its owner wants to have it: nothing in it that this very app has no need of.</summary>
internal static class CodeShape
{
    /// <param name="folder">The web project, as its compilation has the files.</param>
    public static IReadOnlyList<Finding> Look(AppCompilation app, string folder)
    {
        var source = new AppSource(app.Web, folder);
        var uses = Uses.In(source);
        return
        [
            .. new[]
            {
                DeadCode.Find(source, uses, app.Tests),
                NeedlessParameters.Find(source, uses),
                LonelyInterfaces(source),
                Layers.Find(source, uses),
                PartialClasses(source),
            }.SelectMany(findings => findings).DistinctBy(finding => (finding.File, finding.Text)),
        ];
    }

    private static IEnumerable<Finding> LonelyInterfaces(AppSource source)
    {
        var types = source.Types().ToList();
        foreach (var type in types.Where(type => type.TypeKind is TypeKind.Interface))
        {
            var implementations = types.Count(other => other is { TypeKind: not TypeKind.Interface, IsAbstract: false }
                && other.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, type)));
            var (file, line) = source.PlaceOf(type);
            if (implementations < 2) yield return new(FindingKind.LonelyInterface, file, line, $"{type.Name} has {(implementations == 0 ? "no" : "one")} implementation");
        }
    }

    // Generators add a part to a class of one file.
    private static IEnumerable<Finding> PartialClasses(AppSource source)
    {
        foreach (var type in source.Types())
        {
            var (file, line) = source.PlaceOf(type);
            var files = source.FilesOf(type).Where(part => part.EndsWith(".cs", StringComparison.Ordinal)).OrderBy(part => part.Length).ToList();
            foreach (var other in files.Skip(1)) yield return new(FindingKind.PartialClass, other, 1, $"holds a part of {type.Name}, which lies in {files[0]}");

            var parts = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().ToList();
            if (files is not [] && parts.Any(part => IsPartial(part) && (parts is [_] || IsOfOneLine(part)) && source.FileOf(part.SyntaxTree) is not null))
                yield return new(FindingKind.PartialClass, file, line, $"{type.Name} is partial for nothing");
        }
    }

    private static bool IsPartial(TypeDeclarationSyntax part) => part.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static bool IsOfOneLine(TypeDeclarationSyntax part) =>
        part.GetLocation().GetLineSpan() is var span && span.StartLinePosition.Line == span.EndLinePosition.Line;
}
