namespace Pow.Templates.Tests;

/// <summary>Every set of extensions and every name compiles without a warning, the web project and its tests.</summary>
public sealed class CompileTests(Workshop workshop)
{
    [Theory, MemberData(nameof(Variant.EveryChoice), MemberType = typeof(Variant))]
    public async Task Every_choice_compiles(string template, string extensions, string registration) =>
        await AssertCompilesAsync(new(template, extensions, Variant.OrdinaryName, registration));

    [Theory, MemberData(nameof(Variant.EveryHostileName), MemberType = typeof(Variant))]
    public async Task Every_name_compiles(string template, string name) =>
        await AssertCompilesAsync(new(template, "all", name));

    [Fact]
    public async Task A_mistake_is_found()
    {
        var app = await workshop.GenerateAsync(new("pow-mvc", "none", "Mistaken"));
        await File.AppendAllTextAsync(Path.Combine(app.WebProject, "Views/Home/Index.cshtml"), "@NoSuchThing", TestContext.Current.CancellationToken);

        var compilation = (await workshop.CompilerAsync("pow-mvc")).Compile(app);

        Assert.Contains(compilation.Problems, problem => problem.Id == "CS0103");
    }

    private async Task AssertCompilesAsync(Variant variant)
    {
        var app = await workshop.GenerateAsync(variant);

        var compilation = (await workshop.CompilerAsync(variant.Template)).Compile(app);

        Assert.Empty(compilation.Problems);
        Assert.Contains(compilation.Web.SyntaxTrees, tree => tree.FilePath.EndsWith("_razor.g.cs", StringComparison.Ordinal));
    }
}
