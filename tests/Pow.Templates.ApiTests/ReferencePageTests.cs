using System.Collections.Concurrent;

namespace Pow.Templates.ApiTests;

/// <summary>The reference of the API, in Development.</summary>
public sealed class ReferencePageTests(Apis apis)
{
    [Fact]
    public async Task It_shows_the_api_and_sends_requests_and_loads_nothing_from_elsewhere()
    {
        await using var app = await (await apis.WithAsync("all")).StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { BaseURL = app.Url, ViewportSize = new() { Width = 1400, Height = 1000 } });
        var (requests, complaints) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");

        await page.GotoAsync("/");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/scalar/"));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Session$") }).First.ClickAsync();
        await page.GetByText("Signs in.").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Test Request.*post /api/v1/session", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).First.ClickAsync();
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Send") }).First.ClickAsync(),
            response => response.Url.EndsWith("/api/v1/session", StringComparison.Ordinal));

        Assert.Contains("application/problem+json", answer.Headers["content-type"]);
        Assert.All(requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal) && !request.StartsWith("blob:", StringComparison.Ordinal)), request => Assert.StartsWith(app.Url, request));
        Assert.DoesNotContain(complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }
}
