namespace PowApp._1.Tests;

public sealed partial class RegistrationPageTests
{
    [Fact]
    public async Task Registering_leads_to_the_home_page() =>
        Assert.LeadsTo("/", await app.NewBrowser().RegisterAsync(TestApp.NewAddress()));

    [Fact]
    public async Task That_an_address_is_taken_is_said_beside_it()
    {
        var alice = await app.NewUser();

        Assert.Refuses("email", await app.NewBrowser().RegisterAsync(alice.Email!));
    }
}
