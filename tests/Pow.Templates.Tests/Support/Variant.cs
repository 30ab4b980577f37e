namespace Pow.Templates.Tests.Support;

/// <summary>What one generates: a template, some extensions (separated by spaces, as one writes them), a name, who may register, whether pages can be live.</summary>
public sealed record Variant(
    string Template, string Extensions, string Name = Variant.OrdinaryName, string Registration = Variant.Open, string Interactivity = Variant.Server)
{
    public const string OrdinaryName = "Shop";
    public const string Open = "open";
    public const string Server = "server";

    /// <summary>The extensions that the app has, in the order of the template.</summary>
    public IReadOnlyList<string> Brought =>
    [
        .. Support.Template.Named(Template).Extensions.Where(extension => (extension, Registration) switch
        {
            ("email-confirmation", not Open) => false,
            ("invitation", "invitation-only") => true,
            _ => Extensions == "all" || Extensions.Split(' ').Contains(extension),
        }),
    ];

    /// <summary>The choice as the name of a folder: <c>reset-password+invitation.open</c>.</summary>
    public string FolderName => $"{Extensions.Replace(' ', '+')}.{Registration}{(IsOrdinary ? "" : $".{Interactivity}")}";

    /// <summary>Nothing but extensions and a name was chosen.</summary>
    public bool IsDefault => Registration == Open && IsOrdinary;

    // What a template without the option has too.
    private bool IsOrdinary => Interactivity == Server;

    public static Variant None(string template) => new(template, "none");

    public static Variant All(string template) => new(template, "all");

    public bool Equals(Variant? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode();

    public override string ToString() =>
        $"{Template} -n \"{Name}\" --extensions {Extensions} --registration {Registration}{(IsOrdinary ? "" : $" --interactivity {Interactivity}")}";
}
