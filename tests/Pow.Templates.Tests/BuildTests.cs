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

/// <summary>The same apps, as <c>dotnet format</c> sees them; beside the builds, for it leaves a processor free.</summary>
[Trait("Layer", "builds")]
public sealed class FormatTests(Workshop workshop)
{
    [Fact]
    public async Task It_is_formatted()
    {
        var choices = Template.All.SelectMany(Choices.ToBuild).ToList();
        await Choices.EachAsync(choices, workshop.BuildAsync);
        var apps = await Task.WhenAll(choices.Select(workshop.BuildAsync));
        var folder = await workshop.CreateSolutionAsync(apps.Select(app => app.App)); // The tool takes longest to start.

        (await workshop.Dotnet.RunAsync(folder, "format", "--no-restore", "--verify-no-changes")).Succeeded();
    }
}
