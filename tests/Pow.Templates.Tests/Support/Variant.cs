namespace Pow.Templates.Tests.Support;

/// <summary>
/// What one generates: a template, some extensions (separated by spaces, as one writes them), a name, who may register, whether pages can be live,
/// the database, how processes know of each other's sessions.
/// </summary>
public sealed record Variant(
    string Template, string Extensions, string Name = Variant.OrdinaryName, string Registration = Variant.Open,
    string Interactivity = Variant.Server, string Database = Variant.Sqlite, string SessionCache = Variant.Memory)
{
    public const string OrdinaryName = "Shop";
    public const string Open = "open";
    public const string Server = "server";
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";
    public const string SqlServer = "sqlserver";
    public const string Memory = "memory";
    public const string Redis = "redis";

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
    public string FolderName => $"{Extensions.Replace(' ', '+')}.{Registration}{string.Concat(Others.Select(option => $".{option.Value}"))}";

    /// <summary>Nothing but extensions and a name was chosen.</summary>
    public bool IsDefault => Registration == Open && !Others.Any();

    /// <summary>Whether the app needs a server of its own, for its data or its cache.</summary>
    public bool NeedsServers => Database != Sqlite || SessionCache != Memory;

    /// <summary>The options that not every app names, where they have another value than they have by default.</summary>
    public IEnumerable<(string Option, string Value)> Others
    {
        get
        {
            if (Interactivity != Server) yield return ("interactivity", Interactivity);
            if (Database != Sqlite) yield return ("database", Database);
            if (SessionCache != Memory) yield return ("session-cache", SessionCache);
        }
    }

    public static Variant None(string template) => new(template, "none");

    public static Variant All(string template) => new(template, "all");

    public bool Equals(Variant? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode();

    public override string ToString() =>
        $"{Template} -n \"{Name}\" --extensions {Extensions} --registration {Registration}{string.Concat(Others.Select(option => $" --{option.Option} {option.Value}"))}";
}
