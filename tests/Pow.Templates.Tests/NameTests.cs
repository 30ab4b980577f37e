using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pow.Templates.Tests;

/// <summary>What a name becomes where it lands, whatever it is: a folder, XML, C#, Markdown, a shell.</summary>
[Trait("Layer", "files")]
public sealed partial class NameTests(Workshop workshop)
{
    private static readonly string[] _names =
    [
        "Shop.Web", "R&D", "C#Shop", "A'B", "A<B>", "100%", "a+b=c", "A,B;C", "A:B|C", "A*B?", "$(x)", "a@(b)", "{0}", "[x](y)", "`x`", "!", "~x~", "_x_",
        "&amp;", ".hidden", "Shop.", " x ", "...", "\"x\"", "a\\b", "a\u2028b", "😀",
    ];

    public static TheoryData<Template> Templates => [.. Choices.Templates];

    [Theory, MemberData(nameof(Templates))]
    public Task Projects_and_solution_are_xml_and_find_each_other(Template template) => Choices.EachAsync(Named(template), async variant =>
    {
        var app = await workshop.GenerateAsync(variant);
        var solution = XDocument.Load(Directory.EnumerateFiles(app.Folder, "*.slnx").Single());
        var tests = XDocument.Load(Directory.EnumerateFiles(app.TestProject, "*.csproj").Single());
        var web = XDocument.Load(Directory.EnumerateFiles(app.WebProject, "*.csproj").Single());

        Assert.All(solution.Descendants("Project"), project => Assert.True(File.Exists(Path.Combine(app.Folder, project.Attribute("Path")!.Value))));
        var reference = tests.Descendants("ProjectReference").Single().Attribute("Include")!.Value;
        Assert.True(File.Exists(Path.Combine(app.TestProject, reference)), reference);
        // MSBuild takes these for something else than characters.
        Assert.DoesNotMatch(@"[%*?@$;]", reference);
        Assert.All(new[] { "RootNamespace", "AssemblyName" }, name => Assert.Matches(@"^[\w.]+$", web.Descendants(name).Single().Value));
    });

    [Theory, MemberData(nameof(Templates))]
    public Task People_read_it_as_it_was_typed(Template template) => Choices.EachAsync(Named(template), async variant =>
    {
        var app = await workshop.GenerateAsync(variant);
        var name = variant.Name.Replace('\u2028', ' ');

        Assert.Equal(name, DefaultOf("Accounts/AccountOptions.cs", "AppName"));
        var from = DefaultOf("Mail/MailOptions.cs", "From");
        Assert.EndsWith(" <no-reply@localhost>", from);
        var sender = from[..^" <no-reply@localhost>".Length];
        Assert.Equal(name, sender.StartsWith('"') ? QuotedPair().Replace(sender[1..^1], "$1") : sender);
        var title = app.Files["README.md"].Split('\n')[0];
        Assert.Equal($"# {name}", MarkdownEscape().Replace(title, "$1"));

        string DefaultOf(string file, string property) =>
            CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(app.WebProject, file))).GetRoot().DescendantNodes().OfType<PropertyDeclarationSyntax>()
                .Single(declaration => declaration.Identifier.ValueText == property).Initializer!.Value is LiteralExpressionSyntax text
                    ? text.Token.ValueText
                    : "";
    });

    /// <summary>Only a name that no project can have is changed in the names of files.</summary>
    [Theory, MemberData(nameof(Templates))]
    public Task An_ordinary_name_is_that_of_its_files(Template template) => Choices.EachAsync(
        new[] { "R&D", "C#Shop", "A'B", "日本" }.Select(name => Variant.None(template.ShortName) with { Name = name }),
        async variant =>
        {
            var app = await workshop.GenerateAsync(variant);

            Assert.Equal(variant.Name, Path.GetFileName(app.WebProject));
            Assert.Contains($"{variant.Name}.slnx", app.Files.Keys);
            Assert.Contains($"src/{variant.Name}/{variant.Name}.csproj", app.Files.Keys);
            Assert.Contains($"tests/{variant.Name}.Tests/{variant.Name}.Tests.csproj", app.Files.Keys);
        });

    // Each with one template, by turns.
    private static IEnumerable<Variant> Named(Template template) => _names
        .Where((_, index) => (index + Seed.Value) % Template.All.Count == Template.All.ToList().IndexOf(template))
        .Select(name => Variant.None(template.ShortName) with { Name = name });

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex QuotedPair();

    // CommonMark, section 2.4.
    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])")]
    private static partial Regex MarkdownEscape();
}
