using System.Net;

namespace PowApp._1.Tests;

public sealed class HealthTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    [Fact]
    public async Task It_says_whether_the_database_answers()
    {
        var client = app.NewClient();

        var healthy = await client.GetAsync("/health");
        Assert.Equal((HttpStatusCode.OK, "Healthy"), (healthy.Status, healthy.Body));

        using var outage = app.Database.Outage();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).Status);
    }
}
