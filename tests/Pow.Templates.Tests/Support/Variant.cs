namespace Pow.Templates.Tests.Support;

/// <summary>What one generates: a template, some extensions (separated by spaces, as one writes them), a name.</summary>
public sealed record Variant(string Template, string Extensions, string Name)
{
    public const string OrdinaryName = "Shop";

    // No namespace, not in ASCII, a C# keyword, a type of the app or of the framework, or before all others in an alphabet.
    private static readonly string[] _hostileNames =
        ["my-shop.web", "1st app", "Über", "class", "my.class", "User", "Session", "Acme.User.Web", "System", "Microsoft.Shop", "Task", "Aardvark"];

    public static TheoryData<string, string> EverySetOfExtensions() => Rows(EverySet);

    /// <summary>None, each alone, all but one, all.</summary>
    public static TheoryData<string, string> TellingSetsOfExtensions() => Rows(extensions => EverySet(extensions)
        .Where(set => set.Length <= 1 || set.Length >= extensions.Count - 1));

    public static TheoryData<string, string> EveryHostileName() => new(
        from template in Support.Template.All
        from name in _hostileNames
        select (template.ShortName, name));

    public override string ToString() => $"{Template} -n \"{Name}\" --extensions {Extensions}";

    private static IEnumerable<string[]> EverySet(IReadOnlyList<string> extensions) => Enumerable
        .Range(0, 1 << extensions.Count)
        .Select(mask => extensions.Where((_, index) => (mask & 1 << index) != 0).ToArray());

    private static TheoryData<string, string> Rows(Func<IReadOnlyList<string>, IEnumerable<string[]>> setsOf)
    {
        var rows = new TheoryData<string, string>();
        foreach (var template in Support.Template.All)
            foreach (var set in setsOf(template.Extensions))
                rows.Add(template.ShortName, set is [] ? "none" : string.Join(' ', set));

        return rows;
    }
}
