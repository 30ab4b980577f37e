namespace Pow.Templates.Tests.Support;

/// <summary>A line of tests/break-it.txt: <c>file: text ==> text instead</c>.</summary>
/// <param name="File">From the folder of the web project.</param>
internal sealed record BrokenLine(string File, string Text, string Instead)
{
    /// <summary>Whether the line contains what was asked for: <c>tests/break-it.sh "throttle"</c>.</summary>
    public bool IsWanted => ToString().Contains(Environment.GetEnvironmentVariable("TEST_BREAK") ?? "", StringComparison.OrdinalIgnoreCase);

    /// <summary>The lines below the name of a template in brackets.</summary>
    public static IEnumerable<BrokenLine> In(string list, Template template) => System.IO.File.ReadLines(list)
        .SkipWhile(line => line != $"[{template}]")
        .Skip(1)
        .TakeWhile(line => !line.StartsWith('['))
        .Where(line => line is not "" and not ['#', ..])
        .Select(line => line.Split(": ", 2))
        .Select(parts => (File: parts[0], Texts: parts[1].Split(" ==>")))
        .Select(line => new BrokenLine(line.File, line.Texts[0], line.Texts[1].TrimStart()));

    /// <returns>Whether the text was there.</returns>
    public bool Break(GeneratedApp app)
    {
        var path = Path.Combine(app.WebProject, File);
        var whole = System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : "";
        var start = whole.IndexOf(Text, StringComparison.Ordinal);
        if (start < 0) return false;

        System.IO.File.WriteAllText(path, string.Concat(whole.AsSpan(0, start), Instead, whole.AsSpan(start + Text.Length)));
        return true;
    }

    public override string ToString() => $"{File}: {Text} ==> {Instead}";
}
