namespace Pow.Templates.Tests.Support;

/// <summary>A file as it lies, to the letter, in one app or in many.</summary>
/// <param name="Path">From the folder of the app, with slashes.</param>
/// <param name="Variants">What these apps were generated from.</param>
public sealed record DistinctFile(string Path, string Text, IReadOnlyList<Variant> Variants)
{
    public static IReadOnlyList<DistinctFile> In(IEnumerable<GeneratedApp> apps) =>
    [
        .. from app in apps
           from file in app.Files
           group app.Variant by file into same
           select new DistinctFile(same.Key.Key, same.Key.Value, [.. same]),
    ];
}
