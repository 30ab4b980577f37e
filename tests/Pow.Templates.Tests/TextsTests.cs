using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pow.Templates.Tests;

/// <summary>The command write-texts of an app writes every text that its code looks up, as the compiler sees it.</summary>
[Trait("Layer", "compile")]
public sealed class TextsTests(Workshop workshop)
{
    public static TheoryData<Template> Templates => [.. Choices.Templates];

    [Theory, MemberData(nameof(Templates))]
    public Task No_text_is_forgotten(Template template) => Choices.EachAsync([Variant.None(template.ShortName), Variant.All(template.ShortName)], async variant =>
    {
        var compiled = await workshop.CompileAsync(variant);
        var app = await workshop.GenerateAsync(variant, Path.Combine(workshop.CreateFolder(), Variant.OrdinaryName));
        var compilation = (await workshop.CompilerAsync(app)).Compile(app).Web;

        (await workshop.Dotnet.RunAsync(
            app.WebProject,
            new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
            Path.Combine(compiled.App.WebOutput, $"{variant.Name}.dll"),
            "write-texts",
            "de")).Succeeded();

        var written = XDocument.Load(Path.Combine(app.WebProject, "Texts.de.resx")).Root!.Elements("data").Select(text => text.Attribute("name")!.Value);
        Assert.Equal(TextsOf(compilation).Distinct().Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    });

    private static IEnumerable<string> TextsOf(CSharpCompilation compilation) => compilation.SyntaxTrees.SelectMany(tree =>
    {
        var model = compilation.GetSemanticModel(tree);
        var nodes = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().ToList();
        var lookedUp =
            from access in nodes.OfType<ElementAccessExpressionSyntax>()
            where model.GetTypeInfo(access.Expression).Type is { Name: "IStringLocalizer" }
            select access.ArgumentList.Arguments[0].Expression;
        var ofAttributes =
            from argument in nodes.OfType<AttributeArgumentSyntax>()
            where argument.NameEquals?.Name.Identifier.Text is "ErrorMessage"
            select argument.Expression;
        return lookedUp.Concat(ofAttributes).Select(text => model.GetConstantValue(text).Value as string ?? $"not a constant: {text}");
    });
}
