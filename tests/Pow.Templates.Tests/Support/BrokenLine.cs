namespace Pow.Templates.Tests.Support;

/// <summary>A line of tests/break-it.txt: <c>file: text ==> text instead</c>.</summary>
/// <param name="File">From the folder of the web project.</param>
internal sealed record BrokenLine(string File, string Text, string Instead)
{
    /// <summary>Whether the line contains what was asked for: <c>tests/break-it.sh "throttle"</c>.</summary>
    public bool IsWanted => ToString().Contains(Environment.GetEnvironmentVariable("TEST_BREAK") ?? "", StringComparison.OrdinalIgnoreCase);

    /// <summary>The lines below the name of a template in brackets.</summary>
    public static IEnumerable<BrokenLine> For(Template template) => System.IO.File.ReadLines(Path.Combine(Repository.Root, "tests/break-it.txt"))
        .SkipWhile(line => line != $"[{template}]")
        .Skip(1)
        .TakeWhile(line => !line.StartsWith('['))
        .Where(line => line is not "" and not ['#', ..])
        .Select(line => line.Split(": ", 2))
        .Select(parts => (File: parts[0], Texts: parts[1].Split(" ==>")))
        .Select(line => new BrokenLine(line.File, line.Texts[0], line.Texts[1].TrimStart()));

    /// <summary>How often the text is in its file.</summary>
    public int CountIn(GeneratedApp app) => WholeIn(app).Split(Text).Length - 1;

    /// <returns>Whether the text was there.</returns>
    public bool Break(GeneratedApp app)
    {
        var whole = WholeIn(app);
        var start = whole.IndexOf(Text, StringComparison.Ordinal);
        if (start < 0) return false;

        System.IO.File.WriteAllText(PathIn(app), string.Concat(whole.AsSpan(0, start), Instead, whole.AsSpan(start + Text.Length)));
        return true;
    }

    private string PathIn(GeneratedApp app) => Path.Combine(app.WebProject, File);

    private string WholeIn(GeneratedApp app) => System.IO.File.Exists(PathIn(app)) ? System.IO.File.ReadAllText(PathIn(app)) : "";

    public override string ToString() => $"{File}: {Text} ==> {Instead}";
}
