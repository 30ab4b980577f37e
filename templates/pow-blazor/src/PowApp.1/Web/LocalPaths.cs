using Microsoft.AspNetCore.Components;
#if (Interactive)
using Microsoft.AspNetCore.Diagnostics;
#endif

namespace PowApp._1.Web;

/// <summary>Paths as browsers see them, for links and forms.</summary>
#if (!Interactive)
public sealed class LocalPaths(NavigationManager navigation)
#endif
#if (Interactive)
public sealed class LocalPaths(NavigationManager navigation, IHttpContextAccessor context)
#endif
{
    /// <summary>A path inside the app, such as <c>/session/new</c>, below the path of the host that the app is at, if there is one.</summary>
    public string this[string path] => new Uri(navigation.BaseUri).AbsolutePath.TrimEnd('/') + path;
#if (Interactive)

    /// <summary>An element of the page that is shown. A fragment alone would lead to the page that the document's base names.</summary>
    public string ToElement(string id) => $"{OfFailure ?? this["/" + navigation.ToBaseRelativePath(navigation.Uri)]}#{id}";

    // The page of an error has an address of its own, and the browser shows the one that went wrong.
    private string? OfFailure
    {
        get
        {
            var features = context.HttpContext?.Features;
            if (features?.Get<IExceptionHandlerPathFeature>() is { } exception) return this[new PathString(exception.Path)];
            if (features?.Get<IStatusCodeReExecuteFeature>() is not { } status) return null;

            return this[new PathString(status.OriginalPath) + new QueryString(status.OriginalQueryString)];
        }
    }
#endif
}
