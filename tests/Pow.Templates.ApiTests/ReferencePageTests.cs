using System.Collections.Concurrent;

namespace Pow.Templates.ApiTests;

/// <summary>The reference of the API, in Development.</summary>
public sealed class ReferencePageTests(Apis apis)
{
    [Fact]
    public async Task It_shows_the_api_sends_requests_and_loads_nothing_from_elsewhere()
    {
        await using var app = await (await apis.WithAsync("all")).StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { BaseURL = app.Url });
        page.SetDefaultTimeout(Visitor.Patience);
        var (requests, complaints) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Getting started" }).WaitForAsync();
        Assert.False(await page.GetByText("Generate SDK").First.IsVisibleAsync());
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Sessions$") }).First.ClickAsync();
        await page.GetByText("Sign in", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "(post /api/v1/session)" }).ClickAsync();
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Send\\b") }).First.ClickAsync(),
            response => response.Url == $"{app.Url}/api/v1/session");

        Assert.Equal("application/problem+json", answer.Headers["content-type"]);
        Assert.All(requests.Where(request => request.StartsWith("http", StringComparison.Ordinal)), request => Assert.StartsWith(app.Url, request));
        Assert.DoesNotContain(complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }
}
