namespace Pow.Templates.Tests;

/// <summary>The source of a template is an app itself, to be opened in an editor and run.</summary>
[Trait("Layer", "builds")]
public sealed class RunnableSourceTests(Workshop workshop)
{
    public static TheoryData<Template> Templates => [.. Template.All];

    [Theory, MemberData(nameof(Templates))]
    public async Task It_builds_without_a_warning(Template template)
    {
        var copy = workshop.CreateFolder();
        foreach (var file in await Repository.TrackedFilesAsync("templates"))
        {
            var target = Path.Combine(copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Repository.Root, file), target);
        }

        var folder = Path.Combine(copy, "templates", Path.GetFileName(template.Folder));
        // The analyzers see the same files in generated apps.
        (await workshop.Dotnet.RunAsync(folder, "build", "-warnaserror", "-p:RunAnalyzers=false")).Succeeded();
    }
}
