namespace PowApp._1.Tests;

public sealed class MailedLinksTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public void They_ship_with_the_numbers_they_should()
    {
        Assert.Equal(20, app.Accounts.Throttling.MailsPerHour);
        Assert.Equal(3, app.Accounts.Throttling.MailsPerHourToAddress);
#if (Pages)
        Assert.Equal(TimeSpan.FromMinutes(10), app.Accounts.LinkFormLifetime);
#endif
    }
}
