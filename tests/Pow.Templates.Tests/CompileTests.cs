namespace Pow.Templates.Tests;

/// <summary>Apps compile without a warning, the web project and its tests, and their migrations match their model.</summary>
[Trait("Layer", "compile")]
public sealed class CompileTests(Workshop workshop)
{
    public static TheoryData<Template> Templates => [.. Choices.Templates];

    [Theory, MemberData(nameof(Templates))]
    public Task Every_choice_compiles(Template template) => Choices.EachAsync(Choices.ToCompile(template), async variant =>
        Assert.Empty((await workshop.CompileAsync(variant)).Problems));

    /// <summary>EF refuses to migrate where the model has changed since. The tests of an app migrate, too.</summary>
    [Theory, MemberData(nameof(Templates))]
    public Task An_app_that_is_not_tested_starts_and_migrates(Template template) => Choices.EachAsync(Choices.ToCompile(template).Except(Choices.ToTest(template)), async variant =>
    {
        var built = (await workshop.CompileAsync(variant)).App;
        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__App"] = await workshop.NewDatabaseAsync(variant),
            ["ConnectionStrings__Redis"] = "127.0.0.1:1", // It is not needed to migrate.
        };

        var result = await workshop.Dotnet.RunAsync(built.App.WebProject, settings, Path.Combine(built.WebOutput, $"{variant.Name}.dll"), "migrate");

        if (Choices.CanRun(variant)) result.Succeeded();
        else Assert.Contains("ConnectionStrings:App must be a database that can be opened", result.Output); // After the model was compared.
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
