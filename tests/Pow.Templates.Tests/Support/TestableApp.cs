namespace Pow.Templates.Tests.Support;

/// <summary>A generated app that can be run, and what tests it has.</summary>
internal sealed record TestableApp(BuiltApp Built, IReadOnlyList<TestClass> Classes)
{
    private readonly Lazy<ILookup<string, string>> _code = new(() => Built.App.Files
        .Where(file => file.Key.StartsWith("src/", StringComparison.Ordinal) && Path.GetExtension(file.Key) is ".cs" or ".cshtml" or ".razor")
        .Where(file => IsTestedHere(Built.App.Variant, file.Key))
        .ToLookup(file => Topic(file.Key), file => file.Value));

    public Variant Variant => Built.App.Variant;

    public TestClass? Find(string name) => Classes.SingleOrDefault(test => test.Name == name);

    /// <summary>The code that a test class is about.</summary>
    public string CodeFor(TestClass test) => string.Join('\n', _code.Value[test.Topic]);

    // What two templates have in common is tested for each choice in one of them, and in the other with all extensions.
    private static bool IsTestedHere(Variant variant, string file) => variant.Template is not "pow-blazor"
        || File.Exists(Path.Combine(Template.Named(variant.Template).Folder, file.Replace(variant.Name, "PowApp.1", StringComparison.Ordinal)));

    /// <summary>What a file is about, by its folder: <c>Accounts/Sessions/SessionStore.cs</c> and <c>Controllers/SessionController.cs</c> are about sessions.</summary>
    public static string Topic(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var topic = name.EndsWith("Controller", StringComparison.Ordinal) ? name[..^"Controller".Length] : Path.GetFileName(Path.GetDirectoryName(file)!);
        return topic.TrimEnd('s');
    }
}
