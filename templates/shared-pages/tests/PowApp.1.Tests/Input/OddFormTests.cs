using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Whatever is sent for a form, an answer comes, and it is no mistake of ours, in the log either.</summary>
public sealed class OddFormTests(ProductionApp app) : IClassFixture<ProductionApp>, IDisposable
{
    /// <summary>Every form that these pages lead to, those that you add too; its fields take turns, for the sake of time.</summary>
    [Theory, Trait("Attack", "A93")]
    [InlineData(false, AccountPaths.SignIn)]
    [InlineData(true, AccountPaths.Account, AccountPaths.Reauthenticate)]
    public async Task In_a_field_of_a_form(bool isSignedIn, params string[] start)
    {
        foreach (var odds in OddInput.Encoded(mixtures: 5).Chunk(5))
        {
            var browser = await BrowserAsync(isSignedIn);
            foreach (var form in await FormsFromAsync(browser, start))
            {
                string[] fields = [.. FieldsOf(form).Where(field => field.Type is not "hidden").Select(field => field.Name!)];
                if (fields.Length is 0) continue;

                foreach (var (turn, odd) in odds.Index()) await SendAsync(browser.Copy(), PostOf(form, (fields[turn % fields.Length], odd)));
            }
        }
    }

    [Theory, Trait("Attack", "A89")]
    [InlineData(false, AccountPaths.SignIn)]
    [InlineData(true, AccountPaths.Account)]
    public async Task In_a_form_of_another_shape(bool isSignedIn, params string[] start)
    {
        foreach (var form in await FormsFromAsync(await BrowserAsync(isSignedIn), start))
        {
            (string Name, string Value)[][] shapes =
            [
                .. FieldsOf(form).Select(field => new[] { (field.Name!, "once"), (field.Name!, "twice") }),
                .. FieldsOf(form).Select(field => new[] { ($"{field.Name}[0]", "an array") }),
                .. FieldsOf(form).Select(field => new[] { ($"{field.Name}.{field.Name}", "an object") }),
                .. FieldsOf(form).Select(field => new[] { (field.Name!, new string('a', 1_000_000)) }),
                [(new string('a', 1_000_000), "a long name")],
                [(string.Concat(Enumerable.Repeat("a%5B", 1000)), "a deep name")],
                [(string.Concat(Enumerable.Repeat("a.", 1000)), "a deep name")],
                [("", "no name")],
                [.. Enumerable.Range(0, 10_000).Select(i => ($"field{i}", "many fields"))],
            ];
            foreach (var shape in shapes)
            {
                var browser = await BrowserAsync(isSignedIn);
                var sameForm = (await browser.GetAsync(form.Owner!.Url)).Document.Forms.Single(other => other.Action == form.Action);
                await SendAsync(browser, PostOf(sameForm, shape));
            }
        }
    }

    /// <summary>With a valid token in a header, as a script could send it.</summary>
    [Theory, Trait("Attack", "A72")]
    [InlineData("application/json", """{"ChangeEmail":{"Email":"mallory@evil.test","CurrentPassword":"correct horse battery staple"}}""")]
    [InlineData("application/json", "\uFEFF{\"ChangeEmail.Email\":\"mallory@evil.test\"")]
    [InlineData("text/plain", "ChangeEmail.Email=mallory@evil.test&ChangeEmail.CurrentPassword=correct+horse+battery+staple")]
    [InlineData("application/xml", "<ChangeEmail><Email>mallory@evil.test</Email></ChangeEmail>")]
    [InlineData("multipart/form-data", "without a boundary")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nwithout an end")]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense", "ChangeEmail.Email=mallory@evil.test")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "ChangeEmail.Email=mallory@evil.test")]
    [InlineData("nonsense", "nonsense")]
    [InlineData(null, "ChangeEmail.Email=mallory@evil.test&ChangeEmail.CurrentPassword=correct+horse+battery+staple")]
    public async Task A_form_of_another_type_changes_nothing(string? type, string body)
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        browser.Headers.Add("RequestVerificationToken", (await browser.GetAsync(AccountPaths.Account)).Token);
        var request = new HttpRequestMessage(HttpMethod.Post, AccountPaths.ChangeEmail) { Content = new StringContent(body) };
        request.Content.Headers.Remove("Content-Type");
        if (type is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        var page = await browser.SendAsync(request);

        Assert.InRange((int)page.Status, 400, 499);
        Assert.Single(page.Document.QuerySelectorAll("h1"));
        Assert.DoesNotContain("our fault", page.Text);
        Assert.Contains(alice.Email!, (await browser.GetAsync(AccountPaths.Account)).Text);
    }

    public void Dispose() => Assert.Empty(app.Log.Errors);

    private async Task<Browser> BrowserAsync(bool isSignedIn) => isSignedIn ? await app.SignedInAs(await app.NewUser()) : app.NewVisitor();

    private static async Task SendAsync(Browser browser, HttpRequestMessage form)
    {
        var odd = await form.Content!.ReadAsStringAsync();
        Assert.IsNoMistake(await browser.SendAsync(form), $"{form.RequestUri} {odd}");
    }

    private static async Task<IReadOnlyList<IHtmlFormElement>> FormsFromAsync(Browser browser, string[] start)
    {
        var (paths, forms) = (new List<string>(start), new List<IHtmlFormElement>());
        for (var i = 0; i < paths.Count; i++)
        {
            var document = (await browser.GetAsync(paths[i])).Document;
            forms.AddRange(document.Forms.Where(form => form.Method is "post"));
            paths.AddRange(document.Links.Select(link => link.GetAttribute("href")!).Where(href => href.StartsWith('/')).Except(paths).ToList());
        }

        return [.. forms.DistinctBy(form => form.Action)];
    }

    private static IEnumerable<IHtmlInputElement> FieldsOf(IHtmlFormElement form) => form.Elements.OfType<IHtmlInputElement>();

    // What is not odd about it would do.
    private static HttpRequestMessage PostOf(IHtmlFormElement form, params (string Name, string Value)[] odd)
    {
        var rest = FieldsOf(form).Where(field => odd.All(one => one.Name != field.Name)).Select(field => (Name: field.Name!, Value: Uri.EscapeDataString(field.Type switch
        {
            "password" => TestApp.Password,
            "email" => TestApp.NewAddress(),
            _ => field.Value,
        })));
        var body = string.Join('&', rest.Concat(odd).Select(field => $"{field.Name}={field.Value}"));
        return new HttpRequestMessage(HttpMethod.Post, form.Action)
        {
            Content = new StringContent(body, Encoding.ASCII, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
        };
    }
}
