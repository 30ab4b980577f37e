namespace Pow.Templates.Tests.Support;

/// <summary>The folder of a generated app.</summary>
public sealed record GeneratedApp(Variant Variant, string Folder)
{
    public string WebProject => Path.Combine(Folder, "src", Variant.Name);

    public string TestProject => Path.Combine(Folder, "tests", $"{Variant.Name}.Tests");

    /// <summary>Every file as it was generated: the path from the folder of the app, with slashes, and the text.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } = Directory
        .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllText);
}
