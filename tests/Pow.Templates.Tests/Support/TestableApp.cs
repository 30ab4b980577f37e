namespace Pow.Templates.Tests.Support;

/// <summary>A generated app that can be run, and what tests it has.</summary>
internal sealed record TestableApp(BuiltApp Built, IReadOnlyList<TestClass> Classes)
{
    private readonly Lazy<ILookup<(string Topic, bool IsPage), string>> _files = new(() => Built.App.Files
        .Where(file => file.Key.StartsWith("src/", StringComparison.Ordinal) && Path.GetExtension(file.Key) is ".cs" or ".cshtml" or ".razor")
        .Where(file => IsTestedHere(Built.App.Variant, file.Key))
        .ToLookup(file => (Topic(file.Key), Path.GetExtension(file.Key) is not ".cs"), file => file.Value));

    public Variant Variant => Built.App.Variant;

    public TestClass? Find(string name) => Classes.SingleOrDefault(test => test.Name == name);

    /// <summary>The files that a test class is about: code and, if it is named after pages, those.</summary>
    public IEnumerable<string> FilesFor(TestClass test) =>
        [.. _files.Value[(test.Topic, false)], .. test.Name.EndsWith("PageTests", StringComparison.Ordinal) ? _files.Value[(test.Topic, true)] : []];

    private static bool IsTestedHere(Variant variant, string file) => Template.Named(variant.Template) is var template
        && (template.TestsWhatIsShared || File.Exists(Path.Combine(template.Folder, file.Replace(variant.Name, "PowApp.1", StringComparison.Ordinal))));

    /// <summary>What a file is about, by its folder: <c>Accounts/Sessions/SessionStore.cs</c> and <c>Controllers/SessionController.cs</c> are about sessions.</summary>
    public static string Topic(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var topic = name.EndsWith("Controller", StringComparison.Ordinal) ? name[..^"Controller".Length] : Path.GetFileName(Path.GetDirectoryName(file)!);
        return topic.TrimEnd('s');
    }
}
