using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

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

    /// <summary>Typing starts here, unless the page has a refused field: then it starts at the first of those.</summary>
    public bool Autofocus { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, html.IdAttributeDotReplacement);
        var hint = Paragraph("hint", $"{id}-hint", Hint);
        var error = Paragraph("field-error", $"{id}-error", ErrorsOf(name));

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

        if (Autocomplete is not null)
        {
            input.Attributes["autocomplete"] = Autocomplete;
        }

        if (Type == "email")
        {
            input.Attributes["autocapitalize"] = "none";
            input.Attributes["spellcheck"] = "false";
            input.Attributes["maxlength"] = "254";
        }

        if (For.Metadata.IsRequired)
        {
            input.Attributes["required"] = "required";
        }

        if (error is not null)
        {
            input.Attributes["aria-invalid"] = "true";
        }

        if (string.Join(' ', new[] { hint, error }.OfType<TagBuilder>().Select(text => text.Attributes["id"])) is { Length: > 0 } ids)
        {
            input.Attributes["aria-describedby"] = ids;
        }

        if (TakesFocus(refused: error is not null))
        {
            input.Attributes["autofocus"] = "autofocus";
        }

        return input;
    }

    private bool TakesFocus(bool refused)
    {
        var anyRefused = ViewContext.ViewData.ModelState.Any(field => field.Key is not "" && field.Value?.Errors.Count > 0);

        return (refused || (Autofocus && !anyRefused)) && ViewContext.HttpContext.Items.TryAdd(typeof(FormFieldTagHelper), this);
    }

    private string ErrorsOf(string name) =>
        string.Join(' ', ViewContext.ViewData.ModelState[name]?.Errors.Select(error => error.ErrorMessage) ?? []);

    private static TagBuilder? Paragraph(string cssClass, string id, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var paragraph = new TagBuilder("p") { Attributes = { ["class"] = cssClass, ["id"] = id } };
        paragraph.InnerHtml.Append(text);

        return paragraph;
    }
}
