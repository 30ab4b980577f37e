using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

public sealed class AccessibilityTests(Shop shop)
{
    // WCAG 2.2's smallest target is off in axe until it is asked for.
    private static readonly AxeRunOptions _rules = new() { Rules = new() { ["target-size"] = new() { Enabled = true } } };

    public static TheoryData<string> Pages => Gallery.Pages;

    [Theory, MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_in_light_and_in_dark(string page)
    {
        await using var visitor = await (await shop.Gallery).ShowAsync(page);

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var result = await visitor.Page.RunAxe(_rules);
            Assert.Empty(result.Violations.SelectMany(violation => violation.Nodes, (violation, node) => $"{scheme}: {violation.Id}, {violation.Help}: {node.Html}"));
        }
    }
}
