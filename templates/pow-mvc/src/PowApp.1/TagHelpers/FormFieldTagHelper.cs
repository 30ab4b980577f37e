using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using PowApp._1.Mail;
using PowApp._1.Web;

namespace PowApp._1.TagHelpers;

/// <summary>
/// A field of a form: label, hint, input and error, tied together for every reader of the page.
/// <c>&lt;form-field for="Email" type="email" autocomplete="username" label="Email" /&gt;</c>
/// </summary>
[HtmlTargetElement("form-field", Attributes = "for,label", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormFieldTagHelper(IHtmlGenerator html, Notices notices, IStringLocalizer<Texts> localizer) : TagHelper
{
    /// <summary>The id of the notice above the page, which describes the field that has the focus.</summary>
    public const string Notice = "notice";

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

    /// <summary>Whether typing starts in a field of this page.</summary>
    public static bool HasFocus(HttpContext context) => context.Items.ContainsKey(typeof(FormFieldTagHelper));

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
            .AppendHtml(Type is "password" ? WithReveal(Input(hint, error)) : Input(hint, error))
            .AppendHtml(error);
    }

    private TagBuilder Input(TagBuilder? hint, TagBuilder? error)
    {
        // The generator puts back what was typed, but never a password.
        var input = Type == "password"
            ? html.GeneratePassword(ViewContext, For.ModelExplorer, For.Name, value: null, htmlAttributes: null)
            : html.GenerateTextBox(ViewContext, For.ModelExplorer, For.Name, For.Model, format: null, new { type = Type });
        var takesFocus = TakesFocus(refused: error is not null);
        var descriptions = new[] { takesFocus && notices.AreLeft ? Notice : null, hint?.Attributes["id"], error?.Attributes["id"] };

        if (Type == "email" && input.Attributes.TryGetValue("value", out var typed)) input.Attributes["value"] = EmailAddress.Clean(typed);
        Set("autocomplete", Autocomplete);
        Set("autocapitalize", Type is "email" or "password" ? "none" : null);
        Set("spellcheck", Type is "email" or "password" ? "false" : null);
        Set("maxlength", Type == "email" ? EmailAddress.MaxLength.ToString(CultureInfo.InvariantCulture) : null);
        Set("required", Required || For.Metadata.IsRequired ? "required" : null);
        Set("autofocus", takesFocus ? "autofocus" : null);
        Set("aria-invalid", error is null ? null : "true");
        Set("aria-describedby", descriptions.All(id => id is null) ? null : string.Join(' ', descriptions.OfType<string>()));
        return input;

        void Set(string attribute, string? value)
        {
            if (value is not null) input.Attributes[attribute] = value;
        }
    }

    // Hidden until the script that makes it work has run.
    private TagBuilder WithReveal(TagBuilder input)
    {
        var button = new TagBuilder("button")
        {
            Attributes =
            {
                ["type"] = "button",
                ["class"] = "reveal",
                ["aria-controls"] = input.Attributes["id"],
                ["aria-pressed"] = "false",
                ["aria-label"] = localizer["Show password"],
                ["hidden"] = "hidden",
            },
        };
        button.InnerHtml.Append(localizer["Show"]);
        var both = new TagBuilder("div") { Attributes = { ["class"] = "revealable" } };
        both.InnerHtml.AppendHtml(input).AppendHtml(button);
        return both;
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
