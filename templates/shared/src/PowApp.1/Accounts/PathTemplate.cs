namespace PowApp._1.Accounts;

public static class PathTemplate
{
    /// <summary>A path with its one parameter filled in.</summary>
    public static string With(this string path, object value) =>
        $"{path[..path.IndexOf('{')]}{Uri.EscapeDataString(value.ToString()!)}{path[(path.IndexOf('}') + 1)..]}";
}
