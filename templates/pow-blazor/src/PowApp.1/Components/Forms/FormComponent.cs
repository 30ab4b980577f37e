using Microsoft.AspNetCore.Components;
using PowApp._1.Web;

namespace PowApp._1.Components.Forms;

/// <summary>A page with a form, or a part of one, which is rendered again once it is known what is wrong with the form.</summary>
#if (Interactive)
/// <remarks>Rendered statically, also in an app whose pages are all live: a form needs a request, and a response that can set cookies.</remarks>
[ExcludeFromInteractiveRouting]
#endif
public abstract class FormComponent : ComponentBase
{
    [Inject]
    public required FormErrors Errors
    {
        get;
        set
        {
            field = value;
            value.Changed += (_, _) => StateHasChanged();
        }
    }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    /// <summary>The page is being opened, rather than a form on it being sent.</summary>
    protected bool IsOpened => !HttpMethods.IsPost(HttpContext.Request.Method) && !Errors.HasExpired;
}
