namespace PowApp._1.Web;

/// <summary>Where a page takes a form. The form is carried out once, however often it is sent.</summary>
/// <param name="path">One of the routes of the page. It tells the forms of a page from each other.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TakesFormAttribute(string path) : Attribute
{
    public string Path { get; } = path;

    /// <summary>Where the page with the form is, if the form is sent to a path that is no page to open.</summary>
    public string? OfPage { get; init; }

    /// <summary>The form is taken only in a fresh session. Otherwise, users prove who they are first, and come back to its page.</summary>
    public bool NeedsFreshSession { get; init; }
}
