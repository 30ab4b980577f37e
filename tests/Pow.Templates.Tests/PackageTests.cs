using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Pow.Templates.Tests;

/// <summary>The nupkg: what belongs in it, nothing else, and the same bytes for the same commit.</summary>
[Trait("Layer", "files")]
public sealed class PackageTests(Workshop workshop)
{
    // Serves to develop and run the sources in place.
    private static readonly string[] _leftOut = [".TemplateDev.", "templates/scaffold-migration.sh", "templates/extensions.json", "templates/apply-extensions.cs"];

    [Fact]
    public async Task It_holds_the_templates_as_they_are_in_the_repository()
    {
        using var package = await OpenAsync();
        var expected = (await Repository.TrackedFilesAsync("templates"))
            .Where(file => !_leftOut.Any(file.Contains))
            .Concat(Template.All.Select(template => $"templates/{Path.GetFileName(template.Folder)}/.template.config/icon.png"));

        var packed = package.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName)).Where(file => file.StartsWith("templates/", StringComparison.Ordinal));

        Assert.Equal(expected.Order(StringComparer.Ordinal), packed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_introduces_itself()
    {
        using var package = await OpenAsync();
        await using var nuspec = await package.GetEntry("Pow.Templates.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        var metadata = (await XDocument.LoadAsync(nuspec, LoadOptions.None, TestContext.Current.CancellationToken)).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal("Pow.Templates", Value("id"));
        Assert.Equal(Repository.Version, Value("version"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("Template", metadata.Descendants().Single(element => element.Name.LocalName == "packageType").Attribute("name")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", metadata.Elements().Single(element => element.Name.LocalName == "repository").Attribute("commit")!.Value);
        Assert.Null(Value("dependencies"));
        Assert.All(["description", "tags", "releaseNotes", "projectUrl", "copyright"], name => Assert.NotEmpty(Value(name) ?? ""));
        Assert.NotNull(package.GetEntry(Value("readme")!));
        Assert.NotNull(package.GetEntry(Value("icon")!));
    }

    [Fact]
    public async Task One_commit_gives_one_package()
    {
        var first = await workshop.PackageAsync();

        var second = await workshop.PackAsync();

        Assert.Equal(await HashAsync(first), await HashAsync(second));
    }

    private async Task<ZipArchive> OpenAsync() => await ZipFile.OpenReadAsync(await workshop.PackageAsync(), TestContext.Current.CancellationToken);

    private static async Task<string> HashAsync(string file) =>
        Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
}
