using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PowApp._1.Mail;

namespace PowApp._1.TagHelpers;

/// <summary>
/// A field of a form: label, hint, input and error, tied together for every reader of the page.
/// <c>&lt;form-field for="Email" type="email" autocomplete="username" label="Email" /&gt;</c>
/// </summary>
[HtmlTargetElement("form-field", Attributes = "for,label", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormFieldTagHelper(IHtmlGenerator html) : TagHelper
{
    public required ModelExpression For { get; set; }

    public required string Label { get; set; }

    public string Type { get; set; } = "text";

    public string? Autocomplete { get; set; }

    public string? Hint { get; set; }

    /// <summary>Makes the field required on this page, although its form does not require it everywhere.</summary>
    public bool Required { get; set; }

    /// <summary>Typing starts here, unless the page has a refused field: then it starts at the first of those.</summary>
    public bool Autofocus { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, html.IdAttributeDotReplacement);
        var errors = ViewContext.ViewData.ModelState[name]?.Errors.Select(error => error.ErrorMessage) ?? [];
        var hint = Text("hint", $"{id}-hint", Hint);
        var error = Text("field-error", $"{id}-error", string.Join(' ', errors));

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field");
        output.Content
            .AppendHtml(html.GenerateLabel(ViewContext, For.ModelExplorer, For.Name, Label, htmlAttributes: null))
            .AppendHtml(hint)
            .AppendHtml(Input(hint, error))
            .AppendHtml(error);
    }

    private TagBuilder Input(TagBuilder? hint, TagBuilder? error)
    {
        // The generator puts back what was typed, but never a password.
        var input = Type == "password"
            ? html.GeneratePassword(ViewContext, For.ModelExplorer, For.Name, value: null, htmlAttributes: null)
            : html.GenerateTextBox(ViewContext, For.ModelExplorer, For.Name, For.Model, format: null, new { type = Type });
        var descriptions = new[] { hint, error }.OfType<TagBuilder>().Select(text => text.Attributes["id"]).ToList();

        if (Type == "email" && input.Attributes.TryGetValue("value", out var typed)) input.Attributes["value"] = EmailAddress.Clean(typed);
        Set("autocomplete", Autocomplete);
        Set("autocapitalize", Type == "email" ? "none" : null);
        Set("spellcheck", Type == "email" ? "false" : null);
        Set("maxlength", Type == "email" ? EmailAddress.MaxLength.ToString(CultureInfo.InvariantCulture) : null);
        Set("required", Required || For.Metadata.IsRequired ? "required" : null);
        Set("autofocus", TakesFocus(refused: error is not null) ? "autofocus" : null);
        Set("aria-invalid", error is null ? null : "true");
        Set("aria-describedby", descriptions is [] ? null : string.Join(' ', descriptions));
        return input;

        void Set(string attribute, string? value)
        {
            if (value is not null) input.Attributes[attribute] = value;
        }
    }

    private bool TakesFocus(bool refused)
    {
        var anyRefused = ViewContext.ViewData.ModelState.Any(field => field.Key is not "" && field.Value?.Errors.Count > 0);
        return (refused || (Autofocus && !anyRefused)) && ViewContext.HttpContext.Items.TryAdd(typeof(FormFieldTagHelper), this);
    }

    private static TagBuilder? Text(string cssClass, string id, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;

        var paragraph = new TagBuilder("p") { Attributes = { ["class"] = cssClass, ["id"] = id } };
        paragraph.InnerHtml.Append(text);
        return paragraph;
    }
}
