using Microsoft.CodeAnalysis;

namespace Pow.Templates.Tests.Support;

/// <summary>The layers of an app are its folders. A layer uses itself and those below it.</summary>
internal static class Layers
{
    // From the top. Those of one line may use each other.
    private static readonly string[][] _fromTop =
    [
        ["Program.cs", "Controllers", "Views", "Components", "FrontEnd", "TagHelpers", "Hosting"],
        ["Web"],
        ["Accounts"],
        ["Mail"],
        ["Data"],
        ["Settings"],
    ];

    // The texts, which every layer names.
    private const string OfAll = "Texts.cs";

    public static IEnumerable<Finding> Find(AppSource source, Uses uses) =>
    [
        .. from type in source.Types()
           from file in source.FilesOf(type)
           where file != OfAll && Rank(file) < 0
           select new Finding(FindingKind.WrongWay, file, 1, "is of no layer that the tests know"),
        .. from use in uses.All
           let file = source.FileOf(use.Location.SourceTree!)
           where file is not null && file != OfAll
           from usedFile in source.FilesOf(use.Symbol).Take(1)
           where usedFile != OfAll && Rank(usedFile) < Rank(file)
           let type = use.Symbol as INamedTypeSymbol ?? use.Symbol.ContainingType
           select new Finding(FindingKind.WrongWay, file, source.PlaceOf(use.Location).Line, $"uses {usedFile.Split('/')[0]}.{type.Name}"),
    ];

    private static int Rank(string file) => Array.FindIndex(_fromTop, layers => layers.Contains(file.Split('/')[0]));
}
