using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pow.Templates.Tests.Support;

/// <summary>A class of tests in a generated app.</summary>
/// <param name="Name">With its namespace.</param>
/// <param name="Methods">The tests, those that it inherits too.</param>
/// <param name="Topic">What it is about, as <see cref="TestableApp.Topic"/> says.</param>
/// <param name="Text">All that is written of it, in however many files.</param>
internal sealed record TestClass(string Name, IReadOnlyList<string> Methods, string Topic, string Text)
{
    public string ShortName => Name[(Name.LastIndexOf('.') + 1)..];

    public static IReadOnlyList<TestClass> In(CSharpCompilation tests)
    {
        var fact = tests.GetTypeByMetadataName("Xunit.FactAttribute")!;
        return
        [
            .. from tree in tests.SyntaxTrees
               let model = tests.GetSemanticModel(tree)
               from declaration in tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<ClassDeclarationSyntax>()
               select model.GetDeclaredSymbol(declaration) into type
               where !type.IsAbstract
               group type by type.ToDisplayString() into same
               let methods = TestsOf(same.First(), fact).ToList()
               where methods.Count > 0
               let files = same.First().DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree)
               select new TestClass(
                   same.Key,
                   methods,
                   TestableApp.Topic(files.First().FilePath),
                   string.Join('\n', files.Select(file => file.ToString()))),
        ];
    }

    private static IEnumerable<string> TestsOf(INamedTypeSymbol type, INamedTypeSymbol fact) => Bases(type)
        .SelectMany(level => level.GetMembers().OfType<IMethodSymbol>())
        .Where(method => method.GetAttributes().Any(attribute => Bases(attribute.AttributeClass!).Contains(fact, SymbolEqualityComparer.Default)))
        .Select(method => method.Name)
        .Distinct();

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType) yield return level;
    }
}
