using System.Net;

namespace PowApp._1.Tests;

public sealed class HealthTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    [Fact]
    public async Task It_says_whether_the_database_answers()
    {
        var browser = app.NewBrowser();

        var healthy = await browser.GetAsync("/health");
        Assert.Equal((HttpStatusCode.OK, "Healthy"), (healthy.Status, healthy.Text));

        using var outage = app.Database.Outage();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/health")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).Status);
    }
}
