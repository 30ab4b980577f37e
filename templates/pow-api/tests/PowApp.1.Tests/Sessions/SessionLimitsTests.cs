using PowApp._1.Accounts;
using PowApp._1.Hosting;

namespace PowApp._1.Tests;

/// <summary>How long sessions last. Change a number on purpose, and change it here too.</summary>
public sealed class SessionLimitsTests
{
    [Fact]
    public void They_ship_with_the_numbers_they_should()
    {
        var limits = new SessionLimits();

        Assert.Equal(TimeSpan.FromMinutes(15), limits.AccessTokenLifetime);
        Assert.Equal(TimeSpan.FromDays(14), limits.IdleTimeout);
        Assert.Equal(TimeSpan.FromDays(30), limits.AbsoluteTimeout);
        Assert.Equal(TimeSpan.FromSeconds(60), limits.RenewalGrace);
    }

    [Theory]
    [InlineData("Accounts:Sessions:AccessTokenLifetime", "01:00:01")]
    [InlineData("Accounts:Sessions:IdleTimeout", "31.00:00:00")]
    [InlineData("Accounts:Sessions:RenewalGrace", "01:00:00")]
    public async Task No_app_starts_with(string setting, string value)
    {
        await using var app = new TestApp { Settings = { [setting] = value } };

        Assert.Contains(await app.Services.FindProblemsAsync(), problem => problem.StartsWith(setting, StringComparison.Ordinal));
    }
}
