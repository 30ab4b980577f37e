using System.Net;

namespace PowApp._1.Tests;

public sealed class StartupTests
{
    [Fact]
    public async Task Production_does_not_start_without_what_it_needs_and_names_all_of_it()
    {
        await using var app = new ProductionApp();
        app.Settings.Remove("Accounts:PublicOrigin");
        app.Settings.Remove("Mail:Smtp:Host");

        var refusal = Assert.ThrowsAny<Exception>(() => app.Services).ToString();

        Assert.Contains("Accounts:PublicOrigin", refusal);
        Assert.Contains("Mail:Smtp:Host", refusal);
    }

    [Theory]
    [InlineData("Accounts:Password:MinLength", "7")]
    [InlineData("Mail:From", "nobody at all")]
    public async Task It_does_not_start_with(string setting, string value)
    {
        await using var app = new TestApp { Settings = { [setting] = value } };

        Assert.Contains(setting, Assert.ThrowsAny<Exception>(() => app.Services).ToString());
    }

    [Fact]
    public async Task Health_says_whether_the_database_answers()
    {
        await using var app = new ProductionApp();
        var browser = app.NewBrowser();

        var healthy = await browser.GetAsync("/health");
        Assert.Equal((HttpStatusCode.OK, "Healthy"), (healthy.Status, healthy.Text));

        using var outage = app.Database.Outage();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/health")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).Status);
    }
}
