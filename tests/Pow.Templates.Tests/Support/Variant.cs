namespace Pow.Templates.Tests.Support;

/// <summary>What one generates: a template, some extensions (separated by spaces, as one writes them), a name, who may register.</summary>
public sealed record Variant(string Template, string Extensions, string Name, string Registration = Variant.Open)
{
    public const string OrdinaryName = "Shop";
    public const string Open = "open";

    // No namespace, not in ASCII, a C# keyword, a type of the app or of the framework, or before all others in an alphabet.
    private static readonly string[] _hostileNames =
        ["my-shop.web", "1st app", "Über", "class", "my.class", "User", "Session", "Acme.User.Web", "System", "Microsoft.Shop", "Task", "Aardvark"];

    /// <summary>The extensions that the app has, in the order of the template.</summary>
    public IReadOnlyList<string> Brought =>
    [
        .. Support.Template.Named(Template).Extensions.Where(extension =>
            Extensions.Split(' ').Contains(extension) || Extensions == "all" || (extension, Registration) == ("invitation", "invitation-only")),
    ];

    /// <summary>Every set of extensions, with every way of registration.</summary>
    public static TheoryData<string, string, string> EveryChoice() => Rows(
        from template in Support.Template.All
        from extensions in EverySet(template.Extensions)
        from registration in template.Registrations
        select new Variant(template.ShortName, Written(extensions), OrdinaryName, registration));

    /// <summary>None, each alone, all but one, all; and none and all with each other way of registration.</summary>
    public static TheoryData<string, string, string> TellingChoices() => Rows(
        from template in Support.Template.All
        from extensions in EverySet(template.Extensions)
        from registration in template.Registrations
        where registration == Open
            ? extensions.Length <= 1 || extensions.Length >= template.Extensions.Count - 1
            : extensions.Length == 0 || extensions.Length == template.Extensions.Count
        select new Variant(template.ShortName, Written(extensions), OrdinaryName, registration));

    /// <summary>Of these, those whose tests together run every test that there is: all but one is left out.</summary>
    public static TheoryData<string, string, string> ChoicesToTest() => Rows(
        from template in Support.Template.All
        from extensions in EverySet(template.Extensions)
        from registration in template.Registrations
        where extensions.Length == 0 || extensions.Length == template.Extensions.Count || (extensions.Length, registration) == (1, Open)
        select new Variant(template.ShortName, Written(extensions), OrdinaryName, registration));

    public static TheoryData<string, string> EveryHostileName() => new(
        from template in Support.Template.All
        from name in _hostileNames
        select (template.ShortName, name));

    public override string ToString() => $"{Template} -n \"{Name}\" --extensions {Extensions} --registration {Registration}";

    private static IEnumerable<string[]> EverySet(IReadOnlyList<string> extensions) => Enumerable
        .Range(0, 1 << extensions.Count)
        .Select(mask => extensions.Where((_, index) => (mask & 1 << index) != 0).ToArray());

    private static string Written(string[] extensions) => extensions is [] ? "none" : string.Join(' ', extensions);

    private static TheoryData<string, string, string> Rows(IEnumerable<Variant> variants) =>
        new(variants.Select(variant => (variant.Template, variant.Extensions, variant.Registration)));
}
