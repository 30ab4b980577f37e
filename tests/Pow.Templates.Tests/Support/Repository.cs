using System.Xml.Linq;

namespace Pow.Templates.Tests.Support;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Version => XDocument.Load(Path.Combine(Root, "Pow.Templates.csproj")).Descendants("Version").Single().Value;

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pow.Templates.csproj")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the repository.");

        return folder;
    }
}
