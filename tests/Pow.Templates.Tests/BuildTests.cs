namespace Pow.Templates.Tests;

/// <summary>What the owner of a new app does first, done for real: with no extension, with all, with one other choice and one odd name a seed.</summary>
[Trait("Layer", "builds")]
public sealed class BuildTests(Workshop workshop)
{
    private static readonly IReadOnlyList<Variant> _choices = [.. Template.All.SelectMany(Choices.ToBuild)];

    private static readonly IReadOnlyList<Variant> _names = Choices.NamesToBuild();

    [Fact]
    public async Task It_builds_without_a_warning()
    {
        Announce();

        await Choices.EachAsync([.. _choices, .. _names], workshop.BuildAsync);
    }

    [Fact]
    public Task Its_migrations_match_its_model() => Choices.EachAsync(_choices, async variant =>
    {
        var app = (await workshop.BuildAsync(variant)).App;
        (await workshop.Dotnet.RunAsync(app.Folder, "tool", "restore")).Succeeded();
        (await workshop.Dotnet.RunAsync(app.Folder, "ef", "migrations", "has-pending-model-changes", "--no-build", "--project", app.WebProject)).Succeeded();
    });

    // What was chosen is told even where nothing fails, so that it can be repeated.
    private static void Announce() => TestContext.Current.SendDiagnosticMessage(
        $"TEST_SEED={Seed.Value}: {string.Join("; ", [.. Template.All.SelectMany(Choices.OfTheDay), .. _names])}");
}

/// <summary>Those of them that have extensions, as <c>dotnet format</c> sees them; beside the builds, for it leaves a processor free.</summary>
[Trait("Layer", "builds")]
public sealed class FormatTests(Workshop workshop)
{
    [Fact]
    public async Task It_is_formatted()
    {
        var choices = Template.All.SelectMany(Choices.ToBuild).Where(variant => variant.Brought.Count > 0).ToList();
        await Choices.EachAsync(choices, workshop.BuildAsync);
        var apps = await Task.WhenAll(choices.Select(workshop.BuildAsync));
        var folder = await workshop.CreateSolutionAsync(apps.Select(app => app.App)); // The tool takes longest to start.

        (await workshop.Dotnet.RunAsync(folder, "format", "--no-restore", "--verify-no-changes")).Succeeded();
    }
}

/// <summary>A new app in a repository that has rules for its projects: one template, by turns.</summary>
[Trait("Layer", "builds")]
public sealed class StrictRepositoryTests(Workshop workshop)
{
    private static readonly IReadOnlyList<(string File, string Text)> _rules =
    [
        ("global.json", """{ "sdk": { "version": "8.0.100", "rollForward": "disable" }, "test": { "runner": "Microsoft.Testing.Platform" } }"""),
        (".editorconfig", """
            root = true

            [*.cs]
            dotnet_analyzer_diagnostic.severity = error
            csharp_style_namespace_declarations = block_scoped:error
            """),
        ("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TargetFramework>net8.0</TargetFramework>
                <LangVersion>12</LangVersion>
                <Nullable>disable</Nullable>
                <ImplicitUsings>disable</ImplicitUsings>
                <RootNamespace>Company</RootNamespace>
                <AssemblyName>Company.$(MSBuildProjectName)</AssemblyName>
                <InvariantGlobalization>true</InvariantGlobalization>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>
                <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
                <UseArtifactsOutput>true</UseArtifactsOutput>
              </PropertyGroup>
            </Project>
            """),
        ("Directory.Packages.props", """
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="MailKit" Version="4.0.0" />
                <GlobalPackageReference Include="Company.Analyzers" Version="1.0.0" />
              </ItemGroup>
            </Project>
            """),
    ];

    [Fact]
    public async Task It_builds_there()
    {
        var repository = Path.Combine(workshop.CreateFolder(), "R&D #1; 100% ünï");
        Directory.CreateDirectory(repository);
        foreach (var (file, text) in _rules) await File.WriteAllTextAsync(Path.Combine(repository, file), text, TestContext.Current.CancellationToken);
        var template = Template.All[Seed.Value % Template.All.Count];
        var all = Variant.All(template.ShortName);
        Variant[] choices = [all, Choices.OnServers(template), all with { Database = Variant.SqlServer }];
        var variant = choices[Seed.Value / Template.All.Count % choices.Length] with { Name = "C#Shop" };
        var app = await workshop.GenerateAsync(variant, Path.Combine(repository, variant.Name));

        (await workshop.Dotnet.RunAsync(app.Folder, "build")).Succeeded();

        var output = Path.Combine(repository, "artifacts", "bin", variant.Name, "debug");
        Assert.True(File.Exists(Path.Combine(output, "C_Shop.dll")));
        // Without ICU, addresses that look alike would be different ones.
        Assert.Contains("\"System.Globalization.Invariant\": false", await File.ReadAllTextAsync(Path.Combine(output, "C_Shop.runtimeconfig.json"), TestContext.Current.CancellationToken));
    }
}
