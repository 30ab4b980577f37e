using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>The numbers that this app ships with. Change one on purpose, and change it here too.</summary>
public sealed class ShippedNumbersTests
{
    [Fact]
    public async Task They_are_what_they_should_be()
    {
        await using var app = new TestApp();
        app.Settings.Remove("Accounts:Password:HashIterations");
        var accounts = app.Accounts;

        Assert.Equal(12, accounts.Password.MinLength);
        Assert.Equal(256, accounts.Password.MaxLength);
        Assert.Equal(220_000, PasswordHashTests.Iterations((await app.NewUser()).PasswordHash!));
        Assert.Equal(32, accounts.Password.HashQueue);
        Assert.Equal(TimeSpan.FromMinutes(30), accounts.Sessions.IdleTimeout);
        Assert.Equal(TimeSpan.FromHours(12), accounts.Sessions.AbsoluteTimeout);
        Assert.Equal(TimeSpan.FromMinutes(15), accounts.Sessions.RenewAfter);
        Assert.Equal(TimeSpan.FromSeconds(60), accounts.Sessions.RenewalGrace);
        Assert.Equal(TimeSpan.FromMinutes(1), accounts.Sessions.SeenEvery);
        Assert.Equal(TimeSpan.FromMinutes(10), accounts.Sessions.FreshFor);
        Assert.Equal(TimeSpan.FromSeconds(5), accounts.Sessions.CacheFor);
        Assert.Equal(5, accounts.Throttling.FreeFailures);
        Assert.Equal(TimeSpan.FromSeconds(30), accounts.Throttling.FirstWait);
        Assert.Equal(TimeSpan.FromMinutes(15), accounts.Throttling.LongestWait);
        Assert.Equal(100, accounts.Throttling.MostFailures);
        Assert.Equal(TimeSpan.FromHours(24), accounts.Throttling.FailuresCountFor);
        Assert.Equal(30, accounts.Throttling.SignInsPerMinute);
        Assert.Equal(10, accounts.Throttling.WrongLinksPerMinute);
        Assert.Equal(TimeSpan.FromHours(24), accounts.UndoChangeWithin);
        Assert.Equal(TimeSpan.FromMinutes(2), new SmtpOptions { Host = "localhost" }.Timeout);
    }
}
