using PowApp._1.Hosting;

namespace PowApp._1.Tests;

public sealed class AllowedHostsTests
{
    /// <summary>Links in emails lead to the front end, which may be elsewhere.</summary>
    [Fact]
    public async Task The_api_need_not_be_where_its_front_end_is()
    {
        await using var app = new ProductionApp { Settings = { ["Accounts:PublicOrigin"] = "https://shop.example", ["AllowedHosts"] = "api.example" } };

        Assert.Empty(await app.Services.FindProblemsAsync());
    }
}
