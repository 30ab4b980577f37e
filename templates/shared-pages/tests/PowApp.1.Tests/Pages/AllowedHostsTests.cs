using PowApp._1.Hosting;

namespace PowApp._1.Tests;

/// <summary>Links in emails lead to this app, so it answers to their host.</summary>
public sealed class AllowedHostsTests
{
    [Theory]
    [InlineData("https://shop.example", "app.example")]
    [InlineData("https://example.com", "*.example.com")]
    [InlineData("https://b\u00FCcher.example", "bucher.example")]
    public async Task An_app_that_does_not_answer_to_its_public_origin_does_not_start(string origin, string hosts)
    {
        await using var app = new ProductionApp { Settings = { ["Accounts:PublicOrigin"] = origin, ["AllowedHosts"] = hosts } };

        Assert.StartsWith("AllowedHosts must contain the host of Accounts:PublicOrigin", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    [Theory]
    [InlineData("https://shop.example:8443", "app.example;Shop.example")]
    [InlineData("https://shop.example.com", "*.example.com")]
    [InlineData("https://b\u00FCcher.example", "xn--bcher-kva.example")]
    [InlineData("https://xn--bcher-kva.example", "b\u00FCcher.example")]
    [InlineData("https://[2001:db8::1]", "[2001:db8::1]")]
    public async Task One_that_does_starts(string origin, string hosts)
    {
        await using var app = new ProductionApp { Settings = { ["Accounts:PublicOrigin"] = origin, ["AllowedHosts"] = hosts } };

        Assert.Empty(await app.Services.FindProblemsAsync());
    }
}
