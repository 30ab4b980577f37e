using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

public sealed class LayoutTests(Shop shop)
{
    public static TheoryData<string> Pages => Gallery.Pages;

    [Theory, MemberData(nameof(Pages))]
    public async Task Fits_a_phone_a_tablet_and_a_laptop(string page)
    {
        await using var visitor = await (await shop.Gallery).ShowAsync(page);

        foreach (var width in new[] { 320, 768, 1280 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 800);
            Assert.InRange(await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, width);
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Needs_no_script_and_nothing_from_elsewhere_and_gives_the_browser_no_reason_to_complain(string page)
    {
        await using var visitor = await (await shop.Gallery).ShowAsync(page);

        Assert.Empty(visitor.Complaints);
        Assert.All(visitor.Requests, request => Assert.StartsWith(shop.Url, request));
        await Expect(visitor.Page.Locator("script")).ToHaveCountAsync(0);
    }
}
