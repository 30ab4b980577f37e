namespace Pow.Templates.Tests;

/// <summary>The source of a template is an app itself, to be opened in an editor and run.</summary>
[Trait("Layer", "builds")]
public sealed class RunnableSourceTests(Workshop workshop)
{
    [Fact]
    public async Task It_builds_without_a_warning()
    {
        var copy = workshop.CreateFolder();
        foreach (var file in await Repository.TrackedFilesAsync("templates"))
        {
            var target = Path.Combine(copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Repository.Root, file), target);
        }

        var projects = Template.All.SelectMany(template => Directory.EnumerateFiles(Path.Combine(copy, "templates", template.ShortName), "*.csproj", SearchOption.AllDirectories));

        // The analyzers see the same files in generated apps.
        (await workshop.Dotnet.RunAsync(await workshop.CreateSolutionAsync(projects), "build", "-warnaserror", "-p:RunAnalyzers=false")).Succeeded();
    }
}
