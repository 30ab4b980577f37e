namespace Pow.Templates.Tests.Support;

/// <summary>The change at hand, to which <c>test.sh --quick</c> keeps: it names the files in <c>TEST_CHANGED</c>.</summary>
internal static class Change
{
    private static readonly string[] _files = (Environment.GetEnvironmentVariable("TEST_CHANGED") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the tests keep to a change at all.</summary>
    public static bool IsLookedAt => _files is not [];

    /// <summary>The templates that have changed; all of them, unless every change lies in the folder of one.</summary>
    public static IReadOnlyList<Template> Templates { get; } = _files.All(file => Template.All.Any(template => IsIn(template, file)))
        ? [.. Template.All.Where(template => !IsLookedAt || _files.Any(file => IsIn(template, file)))]
        : Template.All;

    /// <summary>The extensions in whose folders or files something has changed.</summary>
    public static IEnumerable<string> ExtensionsOf(Template template) => template.Extensions.Where(extension => _files.Any(file => file.Contains(Template.SymbolOf(extension), StringComparison.Ordinal)));

    /// <summary>Whether something has changed that a test class is about.</summary>
    public static bool Touches(TestClass test) => _files.Select(TestableApp.Topic).Contains(test.Topic);

    private static bool IsIn(Template template, string file) => file.StartsWith($"templates/{template}/", StringComparison.Ordinal);
}
