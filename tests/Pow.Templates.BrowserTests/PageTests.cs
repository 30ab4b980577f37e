using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

public abstract class PageTests(Shop shop)
{
    // The page that would scroll sideways, and boxes whose text sticks out. A field scrolls what is typed into it.
    private const string TooWide =
        """
        () => [document.documentElement, ...document.querySelectorAll('body :not(input)')]
            .filter(element => element.clientWidth > 0 && element.scrollWidth > element.clientWidth)
            .map(element => element.cloneNode().outerHTML)
        """;

    public static TheoryData<string> Pages => Gallery.Pages;

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_fits_every_screen_and_needs_neither_inline_script_nor_other_sites(string page)
    {
        await using var visitor = await (await shop.Gallery).ShowAsync(page);

        AssertNone(
        [
            .. visitor.Complaints,
            .. ForeignRequests(visitor),
            .. await ScriptsAsync(visitor),
            .. await OverflowAsync(visitor),
            .. await Axe.FindBarriersAsync(visitor.Page),
        ]);
    }

    [Fact]
    public async Task A_mail_is_accessible()
    {
        await using var visitor = await (await shop.Gallery).ShowAsync("mailbox-message");
        var mail = await visitor.Page.Locator("iframe").GetAttributeAsync("srcdoc");
        await visitor.Page.SetContentAsync(mail!);

        AssertNone(await Axe.FindBarriersAsync(visitor.Page, exempt: ["landmark-one-main", "region"])); // A mail is part of a page.
    }

    private static void AssertNone(IReadOnlyCollection<string> flaws) => Assert.True(flaws.Count is 0, string.Join('\n', flaws));

    private IEnumerable<string> ForeignRequests(Visitor visitor) =>
        visitor.Requests.Where(request => !request.StartsWith(shop.Url, StringComparison.Ordinal)).Select(request => $"asks for {request}");

    private static async Task<IEnumerable<string>> ScriptsAsync(Visitor visitor) =>
        await visitor.Page.Locator("script:not([src])").CountAsync() is 0 ? [] : ["holds a script"];

    private static async Task<List<string>> OverflowAsync(Visitor visitor)
    {
        List<string> flaws = [];
        foreach (var width in new[] { 320, 768, 1280 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 800);
            var tooWide = await visitor.Page.EvaluateAsync<string[]>(TooWide);
            flaws.AddRange(tooWide.Select(element => $"does not fit {width} pixels: {element}"));
        }

        return flaws;
    }
}

public sealed class MvcPageTests(MvcShop shop) : PageTests(shop);

public sealed class BlazorPageTests(BlazorShop shop) : PageTests(shop);
