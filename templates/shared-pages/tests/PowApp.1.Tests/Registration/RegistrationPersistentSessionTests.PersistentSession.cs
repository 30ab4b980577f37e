namespace PowApp._1.Tests;

public sealed class RegistrationPersistentSessionTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Who_registers_does_not_stay_signed_in_without_being_asked()
    {
        var browser = app.NewVisitor();

        await browser.RegisterAsync(TestApp.NewAddress());

        Assert.Null(browser.RenewalToken);
        Assert.False(await browser.Close().IsSignedInAsync());
    }
}
