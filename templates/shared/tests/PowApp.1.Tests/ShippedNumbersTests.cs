using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>The numbers that this app ships with. Change one on purpose, and change it here too.</summary>
public sealed partial class ShippedNumbersTests
{
    [Fact]
    public async Task They_are_what_they_should_be()
    {
        await using var app = new TestApp();
        app.Settings.Remove("Accounts:Password:HashIterations");
        var accounts = app.Accounts;

        Assert.Equal(12, accounts.Password.MinLength);
        Assert.Equal(256, accounts.Password.MaxLength);
        Assert.Equal(220_000, TestApp.IterationsOf((await app.NewUser()).PasswordHash!));
        Assert.Equal(48, accounts.Password.HashQueue);
        Assert.Equal(TimeSpan.FromMinutes(1), accounts.Sessions.SeenEvery);
        Assert.Equal(TimeSpan.FromMinutes(10), accounts.Sessions.FreshFor);
        Assert.Equal(TimeSpan.FromSeconds(5), accounts.Sessions.CacheFor);
        Assert.Equal(100_000, accounts.Sessions.MostCached);
        Assert.Equal(5, accounts.Throttling.FreeFailures);
        Assert.Equal(TimeSpan.FromSeconds(30), accounts.Throttling.FirstWait);
        Assert.Equal(TimeSpan.FromMinutes(15), accounts.Throttling.LongestWait);
        Assert.Equal(100, accounts.Throttling.MostFailures);
        Assert.Equal(TimeSpan.FromHours(24), accounts.Throttling.FailuresCountFor);
        Assert.Equal(30, accounts.Throttling.SignInsPerMinute);
        Assert.Equal(10, accounts.Throttling.WrongLinksPerMinute);
        Assert.Equal(20, accounts.Throttling.MailsPerHour);
        Assert.Equal(3, accounts.Throttling.MailsPerHourToAddress);
        Assert.Equal(3, accounts.Throttling.AccountChangesPerHour);
        Assert.Equal(10, accounts.Throttling.SourcesPerSite);
        Assert.Equal(TimeSpan.FromHours(1), accounts.EmailChange.LinkLifetime);
        Assert.Equal(TimeSpan.FromHours(24), accounts.EmailChange.UndoWithin);
        Assert.Equal(TimeSpan.FromSeconds(3), new MailOptions().RequestedMailDelay);
        Assert.Equal(TimeSpan.FromDays(30), new MailOptions().FailedMailsKeptFor);
        Assert.Equal(TimeSpan.FromMinutes(2), new SmtpOptions { Host = "localhost" }.Timeout);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("SECURITY.md")]
    public async Task They_are_what_the_documents_say(string document)
    {
        await using var app = new TestApp();
        var project = app.Services.GetRequiredService<IWebHostEnvironment>().ContentRootPath;
        var told = Row.Matches(await File.ReadAllTextAsync(Path.Combine(project, "../..", document), TestContext.Current.CancellationToken)).Select(row => (row.Groups[1].Value, row.Groups[2].Value));

        Assert.Equal(NumbersOf(new AccountOptions(), "Accounts").Order(), told.Order());
    }

    private static IEnumerable<(string Key, string Value)> NumbersOf(object options, string key) =>
        options.GetType().GetProperties().SelectMany(property => (property.GetValue(options), $"{key}:{property.Name}") switch
        {
            ((int or TimeSpan) and var number, var name) => [(name, $"{number}")],
            (null or string, _) => [],
            (var limits, var name) => NumbersOf(limits, name),
        });

    [GeneratedRegex(@"^\| `(Accounts:(?!AppName)[\w:]+)` \| `([\d:.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row { get; }
}
