using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What came back for a request, as a reader of the page sees it.</summary>
public sealed partial class Page
{
    private readonly Uri _url;

    private Page(HttpResponseMessage response, string html)
    {
        _url = response.RequestMessage!.RequestUri!;
        Status = response.StatusCode;
        Headers = response.Headers;
        Location = response.Headers.Location?.OriginalString;
        Html = html;
    }

    public HttpStatusCode Status { get; }

    public HttpResponseHeaders Headers { get; }

    /// <summary>What was asked for is done: a form that is done with leads on.</summary>
    public bool Succeeded => Status is HttpStatusCode.SeeOther or HttpStatusCode.OK && !AsksForPassword && !IsTurnedAway;

    /// <summary>What was sent is refused: the form is back, says why, and has no password in it.</summary>
    public bool IsRefused =>
        Status is HttpStatusCode.UnprocessableEntity && Summary is not null && Fields(Document).All(input => input.Type is not "password" || input.Value is "");

    /// <summary>The secret of an emailed link opens nothing.</summary>
    public bool IsDeadLink => Status is HttpStatusCode.NotFound;

    /// <summary>What was asked for is sensitive: the password has to be given again first.</summary>
    public bool AsksForPassword => Location?.StartsWith(AccountPaths.Reauthenticate, StringComparison.Ordinal) is true;

    /// <summary>Leads on too, but not to where the browser wanted to go.</summary>
    public bool IsTurnedAway { get; set; }

    /// <summary>Where the browser is sent; null for nowhere.</summary>
    public string? Location { get; }

    public string Html { get; }

    // Read when it is first asked for, which most pages are not; it is in memory, so there is nothing to wait for.
    public IDocument Document => field ??= BrowsingContext.New().OpenAsync(page => page.Content(Html).Address(_url)).GetAwaiter().GetResult();

    public string Text => Document.Body!.TextContent;

    /// <summary>"Your password has been changed."</summary>
    public string? Notice => Document.QuerySelector("[role=status]")?.TextContent.Trim();

    /// <summary>All that was refused, at the top of the page.</summary>
    public string? Summary => Document.QuerySelector("[role=alert]")?.TextContent.Trim();

    /// <summary>What is said beside a field whose value was refused; null for nothing.</summary>
    public string? ErrorOf(string field) => Fields(Document)
        .Where(input => input.IsNamed(field) && input.GetAttribute("aria-invalid") is "true")
        .SelectMany(input => (input.GetAttribute("aria-describedby") ?? "").Split(' '))
        .Select(Document.GetElementById)
        .SingleOrDefault(text => text?.ClassList.Contains("field-error") is true)?.TextContent;

    /// <summary>What proves that a form comes from a page of this app.</summary>
    public string Token => Field("__RequestVerificationToken").Value;

    public bool HasField(string name) => Fields(Document).Any(input => input.IsNamed(name));

    public IHtmlInputElement Field(string name) => Fields(Document).First(input => input.IsNamed(name));

    /// <summary>Of the forms with these fields, the one with the fewest others.</summary>
    public IHtmlFormElement FormWith(IEnumerable<string> fields) =>
        Document.Forms
            .Where(form => fields.All(field => Fields(form).Any(input => input.IsNamed(field))))
            .MinBy(form => Fields(form).Count(input => input.Type is not "hidden"))
        ?? throw new InvalidOperationException($"No form with the fields {string.Join(", ", fields)}: {this}");

    public IHtmlButtonElement Button(string text) =>
        Document.QuerySelectorAll("button").OfType<IHtmlButtonElement>().FirstOrDefault(button => button.TextContent.Trim() == text)
        ?? throw new InvalidOperationException($"No button \"{text}\": {this}");

    public bool LinksTo(string path) => Document.Links.Any(link => link.GetAttribute("href") == path);

    /// <summary>
    /// All that a stranger could compare, without what differs for everybody: two answers of the same shape tell nothing apart.
    /// </summary>
    /// <param name="typed">What was sent and stands on the page again.</param>
    public string ShapeWithout(string typed)
    {
        var tokens = Fields(Document).Where(input => input.Name is "__RequestVerificationToken").Select(input => input.Value);
#if (!Interactive)
        var body = tokens.Append(HtmlEncoder.Default.Encode(typed)).Append(typed).Aggregate(Html, (html, text) => html.Replace(text, ""));
#endif
#if (Interactive)
        var own = tokens.Append(HtmlEncoder.Default.Encode(typed)).Append(typed);
        var body = own.Aggregate(ComponentState.Replace(Html, ""), (html, text) => html.Replace(text, ""));
#endif
        var headers = Headers.SelectMany(header => header.Value.Select(value => header.Key is "Set-Cookie" ? CookieValue.Replace(value, "=;", 1) : value));
        return string.Join('\n', headers.Order().Prepend($"{Status}").Append(body));
    }

    public override string ToString() => $"{(int)Status} {Location}\n{Html}";

    internal static async Task<Page> ReadAsync(HttpResponseMessage response) => new(response, await response.Content.ReadAsStringAsync());

#if (Interactive)
    // Encrypted, and therefore always different.
    [GeneratedRegex("<!--Blazor-Server-Component-State:[^-]*-->")]
    private static partial Regex ComponentState { get; }

#endif
    [GeneratedRegex("=[^;]*;")]
    private static partial Regex CookieValue { get; }

    private static IEnumerable<IHtmlInputElement> Fields(IParentNode within) => within.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>();
}

internal static class FormExtensions
{
    /// <summary>Forms of one page set their fields apart by a prefix: "ChangeEmail.Email" is named "email".</summary>
    public static bool IsNamed(this IHtmlInputElement input, string field) =>
        string.Equals(input.Name!.Split('.')[^1], field, StringComparison.OrdinalIgnoreCase);

    public static void Fill(this IHtmlFormElement form, string field, object? value)
    {
        var input = form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>().First(input => input.IsNamed(field));
        if (value is bool isChecked) input.IsChecked = isChecked;
        else input.Value = $"{value}";
    }
}
