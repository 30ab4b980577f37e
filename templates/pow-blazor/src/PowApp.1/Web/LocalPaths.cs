using Microsoft.AspNetCore.Components;

namespace PowApp._1.Web;

/// <summary>Paths as browsers see them, for links and forms.</summary>
public sealed class LocalPaths(NavigationManager navigation)
{
    /// <summary>A path inside the app, such as <c>/session/new</c>, below the path of the host that the app is at, if there is one.</summary>
    public string this[string path] => new Uri(navigation.BaseUri).AbsolutePath.TrimEnd('/') + path;
#if (Interactive)

    /// <summary>An element of the page that is shown. A fragment alone would lead to the page that the document's base names.</summary>
    public string ToElement(string id) => $"{this["/" + navigation.ToBaseRelativePath(navigation.Uri)]}#{id}";
#endif
}
