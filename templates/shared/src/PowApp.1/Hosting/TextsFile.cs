using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using PowApp._1.Web;

namespace PowApp._1.Hosting;

/// <summary>The file of a language: <c>Texts.de.resx</c> next to <c>Texts.cs</c>.</summary>
public static partial class TextsFile
{
    private static readonly string[] _extensions = [".cs", ".cshtml", ".razor"];

    /// <summary>Adds every text that the file lacks, in English: an empty translation would be shown as it is. What is there stays.</summary>
    /// <param name="sources">The folder of the project.</param>
    /// <returns>Whether it was written, and a sentence about it.</returns>
    public static (bool Succeeded, string Report) Write(string sources, string language)
    {
        if (!LanguageSetup.IsKnown(language)) return (false, $"{language} is not a language, such as de or pt-BR.");
        if (!File.Exists(Path.Combine(sources, "Texts.cs")))
            return (false, $"This command needs the sources of the app, and {sources} has no Texts.cs. Run it with dotnet run.");

        var file = Path.Combine(sources, $"Texts.{CultureInfo.GetCultureInfo(language).Name}.resx");
        try
        {
            var missing = FindMissing(file, sources);
            var document = Load(file);
            document.Root!.Add(missing.Select(text => new XElement("data", new XAttribute("name", text), new XElement("value", text))));
            document.Save(file);
            return (true, $"New texts in {file}: {missing.Count}. They are in English until you translate them.");
        }
        catch (XmlException exception)
        {
            return (false, $"{file} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The texts of the sources that a file does not translate.</summary>
    public static IReadOnlyList<string> FindMissing(string file, string sources) =>
        [.. FindTexts(sources).Except(Load(file).Root!.Elements("data").Select(text => (string?)text.Attribute("name") ?? ""))];

    private static XDocument Load(string file) => File.Exists(file) ? XDocument.Load(file) : new XDocument(new XElement("root"));

    private static IEnumerable<string> FindTexts(string sources) =>
        from file in Directory.EnumerateFiles(sources, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where _extensions.Contains(Path.GetExtension(file)) && !IsBuilt(Path.GetRelativePath(sources, file))
        from text in Text.Matches(File.ReadAllText(file))
        select Regex.Unescape(text.Groups[1].Value);

    private static bool IsBuilt(string path) => path.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj";

    [GeneratedRegex("""(?:[Ll]ocalizer\[\s*|ErrorMessage = )"((?:[^"\\]|\\.)*)""")]
    private static partial Regex Text { get; }
}
