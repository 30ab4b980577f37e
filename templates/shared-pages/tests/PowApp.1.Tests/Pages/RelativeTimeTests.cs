using Microsoft.Extensions.Localization;
using PowApp._1.Web;

namespace PowApp._1.Tests;

public sealed class RelativeTimeTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData("-90.00:00:00", "90 days ago")]
    [InlineData("-1.12:00:00", "2 days ago")]
    [InlineData("-1.11:59:00", "a day ago")]
    [InlineData("-23:30:00", "a day ago")]
    [InlineData("-23:29:00", "23 hours ago")]
    [InlineData("-01:30:00", "2 hours ago")]
    [InlineData("-01:29:00", "an hour ago")]
    [InlineData("-00:59:30", "an hour ago")]
    [InlineData("-00:59:29", "59 minutes ago")]
    [InlineData("-00:01:30", "2 minutes ago")]
    [InlineData("-00:01:29", "a minute ago")]
    [InlineData("-00:00:29", "just now")]
    [InlineData("00:00:00", "just now")]
    [InlineData("00:01:29", "in a minute")]
    [InlineData("00:01:30", "in 2 minutes")]
    [InlineData("00:59:29", "in 59 minutes")]
    [InlineData("00:59:30", "in an hour")]
    [InlineData("01:30:00", "in 2 hours")]
    [InlineData("23:29:00", "in 23 hours")]
    [InlineData("23:30:00", "in a day")]
    [InlineData("1.12:00:00", "in 2 days")]
    [InlineData("29.23:59:59", "in 30 days")]
    public async Task A_time_is_told_from_now(string time, string text) =>
        Assert.Equal(text, await app.With((IStringLocalizer<Texts> localizer) => Task.FromResult(localizer.FromNow(TimeSpan.Parse(time)))));
}
