using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pow.Templates.Tests;

/// <summary>
/// A namespace hides the types of its name from everything in it, and a keyword is no namespace. The form <c>safeNamespace</c> of each
/// template gives such names a suffix; these tests tell which names those are.
/// </summary>
[Trait("Layer", "compile")]
public sealed partial class SafeNamespaceTests(Workshop workshop)
{
    public static TheoryData<Template> Templates => [.. Choices.Templates];

    [Theory, MemberData(nameof(Templates))]
    public void Keywords_get_a_suffix(Template template)
    {
        var pattern = Pattern(template, "suffixKeywords");

        Assert.DoesNotContain(
            SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText),
            keyword => char.IsLetter(keyword[0]) && !pattern.IsMatch(keyword));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task Names_that_the_app_uses_get_a_suffix(Template template)
    {
        var all = Variant.All(template.ShortName);
        var pattern = Pattern(template, "suffixTypes");
        var missing = new HashSet<string>();
        foreach (var variant in new[] { all, Choices.OnServers(template), all with { Database = Variant.SqlServer } })
        {
            var app = await workshop.GenerateAsync(variant);
            var compilation = (await workshop.CompilerAsync(app)).Compile(app);
            missing.UnionWith(new[] { compilation.Web, compilation.Tests }.SelectMany(project => TypesByName(project, IsMissing)));
            Assert.Contains("Task", TypesByName(compilation.Web, name => name is "Task"));
        }

        Assert.Equal("", string.Join('|', missing.Order(StringComparer.Ordinal)));

        bool IsMissing(string name) => LikelyNameOfAnApp().IsMatch(name) && !pattern.IsMatch(name);
    }

    /// <summary>What is in the sources that a namespace of the same name would hide.</summary>
    /// <param name="isLookedFor">Whether a name matters. To ask the compiler what one means takes long.</param>
    private static IEnumerable<string> TypesByName(Compilation compilation, Func<string, bool> isLookedFor) =>
        from tree in compilation.SyntaxTrees
        let model = compilation.GetSemanticModel(tree)
        from name in tree.GetRoot().DescendantNodes(node => node is not (UsingDirectiveSyntax or AliasQualifiedNameSyntax)).OfType<SimpleNameSyntax>()
        where isLookedFor(name.Identifier.ValueText)
        where IsLeftmost(name) && !name.IsVar && !name.Ancestors().Any(node => node is BaseNamespaceDeclarationSyntax space && space.Name.Span.Contains(name.Span))
        let symbol = model.GetSymbolInfo(name).Symbol
        where symbol is INamedTypeSymbol { ContainingType: null } or INamespaceSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor }
        select name.Identifier.ValueText;

    // An app may be called Task or AccountService; nobody calls one AntiforgeryOptions.
    [GeneratedRegex("^([A-Z][a-z0-9]+|[A-Z]+|[A-Z][a-z].*Service)$")]
    private static partial Regex LikelyNameOfAnApp();

    private static bool IsLeftmost(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Left == name,
        MemberAccessExpressionSyntax access => access.Expression == name,
        _ => true,
    };

    private static Regex Pattern(Template template, string form) => new(template.Configuration["forms"]![form]!["pattern"]!.GetValue<string>());
}
