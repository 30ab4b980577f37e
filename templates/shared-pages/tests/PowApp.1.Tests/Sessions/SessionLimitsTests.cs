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

        Assert.Equal(TimeSpan.FromMinutes(30), limits.IdleTimeout);
        Assert.Equal(TimeSpan.FromHours(12), limits.AbsoluteTimeout);
        Assert.Equal(TimeSpan.FromMinutes(15), limits.RotateAfter);
        Assert.Equal(TimeSpan.FromSeconds(60), limits.RotationGrace);
        Assert.Equal(TimeSpan.FromSeconds(10), limits.RotationOverlap);
        Assert.Equal(TimeSpan.FromMinutes(10), limits.LinkFormLifetime);
    }

    [Theory]
    [InlineData("Accounts:Sessions:RotateAfter", "13:00:00")]
    [InlineData("Accounts:Sessions:RotationGrace", "01:00:00")]
    [InlineData("Accounts:Sessions:RotationOverlap", "00:02:00")]
    [InlineData("Accounts:Sessions:LinkFormLifetime", "02:00:00")]
    public async Task No_app_starts_with(string setting, string value)
    {
        await using var app = new TestApp { Settings = { [setting] = value } };

        Assert.Contains(await app.Services.FindProblemsAsync(), problem => problem.StartsWith(setting, StringComparison.Ordinal));
    }
}
