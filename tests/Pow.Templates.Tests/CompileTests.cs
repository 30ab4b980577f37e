namespace Pow.Templates.Tests;

/// <summary>Apps compile without a warning, the web project and its tests, and start on a database that their migrations make.</summary>
[Trait("Layer", "compile")]
public sealed class CompileTests(Workshop workshop)
{
    public static TheoryData<Template> Templates => [.. Choices.Templates];

    [Theory, MemberData(nameof(Templates))]
    public Task Every_choice_compiles_and_its_migrations_match_its_model(Template template) => Choices.EachAsync(Choices.ToCompile(template), async variant =>
    {
        var compiled = await workshop.CompileAsync(variant);
        Assert.Empty(compiled.Problems);

        // EF refuses to migrate where the model has changed since.
        (await workshop.Dotnet.RunAsync(
            compiled.App.App.WebProject,
            new Dictionary<string, string?>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ConnectionStrings__App"] = $"Data Source={Path.Combine(workshop.CreateFolder(), "app.db")}",
            },
            Path.Combine(compiled.App.WebOutput, $"{variant.Name}.dll"),
            "migrate")).Succeeded();
    });

    [Fact]
    public Task Every_name_compiles() => Choices.EachAsync(Choices.WithHostileNames(), async variant =>
    {
        var app = await workshop.GenerateAsync(variant);
        var compilation = (await workshop.CompilerAsync(app)).Compile(app);

        Assert.Empty(compilation.FindProblems());
        Assert.Contains(compilation.Web.SyntaxTrees, tree => tree.FilePath.EndsWith("_razor.g.cs", StringComparison.Ordinal));
    });

    [Fact]
    public async Task A_mistake_is_found()
    {
        var variant = Variant.None("pow-mvc") with { Name = "Mistaken" };
        var app = await workshop.GenerateAsync(variant);
        await File.AppendAllTextAsync(Path.Combine(app.WebProject, "Views/Home/Index.cshtml"), "@NoSuchThing", TestContext.Current.CancellationToken);

        var compiler = await workshop.CompilerAsync(app);

        Assert.Contains(compiler.Compile(app).FindProblems(), problem => problem.Id == "CS0103");
    }
}
