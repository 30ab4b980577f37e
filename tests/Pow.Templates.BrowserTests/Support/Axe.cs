using Deque.AxeCore.Commons;

namespace Pow.Templates.BrowserTests.Support;

/// <summary>axe-core, which finds the barriers on a page that a machine can find.</summary>
internal static class Axe
{
    // WCAG 2.2's smallest target is off until it is asked for. Only violations are looked into, and frames are pages of their own.
    private const string Run =
        """
        async () => {
            const { violations } = await axe.run({ resultTypes: ['violations'], iframes: false, rules: { 'target-size': { enabled: true } } });
            return violations.flatMap(violation => violation.nodes.map(node => `${violation.help}: ${node.html}`));
        }
        """;

    private static readonly string _script = new BundledAxeScriptProvider().GetScript();

    public static async Task<string[]> FindBarriersAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(_script);
        return await page.EvaluateAsync<string[]>(Run);
    }
}
