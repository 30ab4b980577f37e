using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace PowApp._1.TagHelpers;

/// <summary>
/// Links and forms of views name paths inside the app, such as <c>/session/new</c>. If the app is below a path of its host, this puts it in front.
/// </summary>
[HtmlTargetElement("a", Attributes = Href)]
[HtmlTargetElement("form", Attributes = Action)]
public sealed class LocalPathTagHelper(HtmlEncoder html) : TagHelper
{
    private const string Href = "href";
    private const string Action = "action";

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var pathBase = html.Encode(ViewContext.HttpContext.Request.PathBase);
        var attribute = output.TagName is "form" ? Action : Href;
        if (pathBase is "" || output.Attributes[attribute]?.Value.ToString() is not ['/', ..] path || path is ['/', '/', ..]) return;

        if ($"{path}/".StartsWith($"{pathBase}/", StringComparison.Ordinal)) return; // The framework's own links, such as those of Url.Action, have it.

        output.Attributes.SetAttribute(attribute, new HtmlString(pathBase + path));
    }
}
