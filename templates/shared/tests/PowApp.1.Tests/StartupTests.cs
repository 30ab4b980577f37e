using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Hosting;

namespace PowApp._1.Tests;

public sealed class StartupTests
{
    [Fact]
    public async Task Production_starts_with_what_it_needs()
    {
        await using var app = new ProductionApp();

        Assert.Empty(await app.Services.FindProblemsAsync());
    }

    [Fact]
    public async Task Production_names_all_that_it_misses_at_once()
    {
        string[] needed = ["AllowedHosts", "Accounts:PublicOrigin", "Mail:Smtp:Host", "Mail:From"];
        await using var app = new ProductionApp();
        foreach (var setting in needed) app.Settings[setting] = "";

        var problems = await app.Services.FindProblemsAsync();

        Assert.All(needed, setting => Assert.Contains(problems, problem => problem.StartsWith(setting, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Production_does_not_start_on_a_database_of_yesterday()
    {
        await using var app = new ProductionApp();
        await app.Db(db => db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsHistory"));

        Assert.Contains("migrate", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    [Fact]
    public async Task A_command_needs_less_than_serving()
    {
        await using var app = new ProductionApp { Settings = { ["AllowedHosts"] = "" } };
        await app.Db(db => db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsHistory"));

        Assert.Empty(await app.Services.FindProblemsAsync(migrated: false));
        Assert.Contains("migrate", Assert.Single(await app.Services.FindProblemsAsync(migrated: true)));
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_is_named_in_Development_too()
    {
        await using var app = new TestApp();
        await app.NewUser();

        using var outage = app.Database.Outage();
        Assert.StartsWith("ConnectionStrings:App", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    [Theory]
    [InlineData("Accounts:AppName", " ")]
    [InlineData("Accounts:PublicOrigin", "app.example")]
    [InlineData("Accounts:PublicOrigin", "https://somebody@app.example")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/shop?")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/shop?a=b")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/shop#")]
    [InlineData("Accounts:PublicOrigin", "https://app.example//shop")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/our//shop")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/our shop")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/shop;domain=example")]
    [InlineData("Accounts:PublicOrigin", "/shop")]
    [InlineData("Accounts:EmailChange:UndoWithin", "00:00:00")]
    [InlineData("Accounts:EmailChange:LinkLifetime", "25:00:00")]
    [InlineData("Accounts:Password:MinLength", "7")]
    [InlineData("Accounts:Password:MaxLength", "63")]
    [InlineData("Accounts:Password:HashIterations", "0")]
    [InlineData("Accounts:Sessions:IdleTimeout", "00:00:00")]
    [InlineData("Accounts:Sessions:AbsoluteTimeout", "-01:00:00")]
    [InlineData("Accounts:Sessions:SeenEvery", "00:00:00")]
    [InlineData("Accounts:Sessions:FreshFor", "00:00:00")]
    [InlineData("Accounts:Sessions:CacheFor", "00:05:00")]
    [InlineData("Mail:From", "nobody at all")]
    [InlineData("Mail:From", "nobody")]
    [InlineData("Mail:RequestedMailDelay", "-00:00:01")]
    [InlineData("Mail:RequestedMailDelay", "00:01:01")]
    [InlineData("Mail:MostAttempts", "0")]
    [InlineData("Mail:FailedMailsKeptFor", "00:00:00")]
    [InlineData("Mail:FailedMailsKeptFor", "365.00:00:01")]
    [InlineData("Mail:Smtp:Host", "")]
    [InlineData("Mail:Smtp:Port", "0")]
    [InlineData("Mail:Smtp:Port", "65536")]
    [InlineData("Mail:Smtp:Timeout", "00:05:00")]
    [InlineData("KnownProxies", "10.0.0.7")]
    [InlineData("KnownProxies:0", "10.0.0.0/33")]
    [InlineData("KnownProxies:0", "proxy.internal")]
    [InlineData("Cultures", "de")]
    [InlineData("Cultures:0", "e n")]
    [InlineData("Cultures:0", "nonsense-xx-yy")]
    [InlineData("Cultures:0", "")]
    public async Task No_app_starts_with(string setting, string value)
    {
        await using var app = new TestApp { Settings = { ["Mail:Smtp:Host"] = "localhost", [setting] = value } };

        Assert.Contains(await app.Services.FindProblemsAsync(), problem => problem.StartsWith(setting, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Accounts:Password:MinLength", "twelve")]
    [InlineData("Accounts:Sessions:IdleTimeout", "half an hour")]
    [InlineData("Mail:Smtp:Port", "smtp")]
    public async Task A_value_that_cannot_be_read_is_named(string setting, string value)
    {
        await using var app = new TestApp { Settings = { ["Mail:Smtp:Host"] = "localhost", [setting] = value } };

        Assert.Contains($"'{setting}'", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("shop.example.com;*")]
    [InlineData("0.0.0.0")]
    public async Task Production_does_not_answer_to_every_host(string hosts)
    {
        await using var app = new ProductionApp { Settings = { ["AllowedHosts"] = hosts } };

        Assert.StartsWith("AllowedHosts", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    [Fact]
    public async Task Health_says_whether_the_database_answers()
    {
        await using var app = new ProductionApp();

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await app.AskHealthAsync());

        using var outage = app.Database.Outage();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.AskHealthAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.AskHealthAsync("/health/live")).Status);
    }
}
