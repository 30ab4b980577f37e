using System.Xml.Linq;

namespace Pow.Templates.Tests.Support;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Templates => Path.Combine(Root, "templates");

    public static string Version => XDocument.Load(Path.Combine(Root, "Pow.Templates.csproj")).Descendants("Version").Single().Value;

    /// <summary>What git tracks or would track below a folder; that leaves out build output, data and personal files.</summary>
    public static async Task<IEnumerable<string>> TrackedFilesAsync(string folder)
    {
        var listing = await Command.RunAsync(
            Root, "git", ["-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard", folder], new Dictionary<string, string?>());
        return listing.Succeeded()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(file => File.Exists(Path.Combine(Root, file)));
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pow.Templates.csproj")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the repository.");

        return folder;
    }
}
