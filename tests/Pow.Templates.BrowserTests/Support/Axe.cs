using Deque.AxeCore.Commons;

namespace Pow.Templates.BrowserTests.Support;

/// <summary>axe-core, which finds the barriers on a page that a machine can find.</summary>
internal static class Axe
{
    // WCAG 2.2's smallest target is off until it is asked for. Only violations are looked into, and frames are pages of their own.
    private const string Run =
        """
        async exempt => {
            const rules = { 'target-size': { enabled: true }, ...Object.fromEntries(exempt.map(rule => [rule, { enabled: false }])) };
            const { violations } = await axe.run({ resultTypes: ['violations'], iframes: false, rules });
            return violations.flatMap(violation => violation.nodes.map(node => `${violation.help}: ${node.html}`));
        }
        """;

    private static readonly string _script = new BundledAxeScriptProvider().GetScript();

    /// <returns>The barriers in light and in dark colours.</returns>
    public static async Task<IReadOnlyList<string>> FindBarriersAsync(IPage page, params string[] exempt)
    {
        List<string> barriers = [];
        await page.EvaluateAsync(_script);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var found = await page.EvaluateAsync<string[]>(Run, exempt);
            barriers.AddRange(found.Select(barrier => $"{scheme}: {barrier}"));
        }

        return barriers;
    }
}
